/** What the server offers besides writing, asked when the chat is opened. */

/**
 * @param {string} server its address, with a slash at the end
 * @returns {Promise<{call: boolean}>} `call`: calls from a browser are answered
 */
export async function offersOf(server) {
  try {
    const response = await fetch(new URL("widget.json", server), { credentials: "omit" });
    return response.ok ? await response.json() : { call: false };
  } catch {
    return { call: false };
  }
}
