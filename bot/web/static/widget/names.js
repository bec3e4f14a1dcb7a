/** What a municipality is called, asked of the server once and only when it is needed. */

export class Names {
  #rest;
  #known;
  #list = null;

  /** @param {{municipalities: () => Promise<any[]>}} rest  @param {Object<string, string>} known */
  constructor(rest, known) {
    this.#rest = rest;
    this.#known = known;
  }

  /** @param {string|null} code  @returns {Promise<string|null>} null where no one knows */
  async of(code) {
    if (!code) return null;
    if (this.#known[code]) return this.#known[code];
    try {
      this.#list ??= this.#rest.municipalities();
      const place = (await this.#list).find((one) => one.code === code);
      return place?.full_name ?? place?.name ?? null;
    } catch {
      this.#list = null; // asked again next time
      return null;
    }
  }
}
