/** The widget's icons: 24 x 24 line drawings in the colour of the text, hidden from screen readers. */

const SHAPES = {
  chat: ["M4 5h16v11H10l-5 4v-4H4z", "M8 9h8M8 12h5"],
  robot: ["M5 8h14v11H5z", "M12 8V4M10 4h4M2.5 12v3M21.5 12v3", "M9 12v1.5M15 12v1.5M9 16.5h6"],
  person: ["M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z", "M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6z"],
  more: ["M4 6.5h16M4 12h16M4 17.5h16"],
  close: ["M6 6l12 12M18 6L6 18"],
  send: ["M4 12L4.5 4.5 21 12 4.5 19.5z", "M4 12h8"],
  out: ["M13 4h7v7", "M20 4l-9 9", "M18 14v6H4V6h6"],
  go: ["M5 12h14", "M13 6l6 6-6 6"],
  warning: ["M12 3.5L22 20.5H2z", "M12 10v5M12 17.4v.6"],
  up: ["M7 11v9H3.5v-9z", "M7 11l4-7.5c1.8 0 2.8 1.2 2.5 3L13 9.5h5.5c1.3 0 2.2 1.2 1.9 2.4l-1.5 6.4c-.2 1-1.1 1.7-2.1 1.7H7"],
  down: ["M7 13V4H3.5v9z", "M7 13l4 7.5c1.8 0 2.8-1.2 2.5-3l-.5-3h5.5c1.3 0 2.2-1.2 1.9-2.4l-1.5-6.4c-.2-1-1.1-1.7-2.1-1.7H7"],
  restart: ["M5 12a7 7 0 1 0 2.3-5.2", "M4 4v4.5h4.5"],
  bin: ["M4.5 7h15M9 7V4h6v3M6.5 7l1 13h9l1-13", "M10 11v5.5M14 11v5.5"],
  save: ["M12 4v11M7.5 11l4.5 4.5 4.5-4.5", "M4.5 19.5h15"],
  text: ["M3 19L8.5 5 14 19M5 14.5h7", "M15 19l3.5-8.5L22 19M16 16.5h5"],
  gift: ["M4 11h16v9.5H4z", "M3 7h18v4H3z", "M12 7v13.5M12 7c-5 0-5-4-2.5-4S12 7 12 7s0-4 2.5-4S17 7 12 7z"],
  shield: ["M12 3l7.5 3v5.5c0 5-3.2 8-7.5 9.5-4.3-1.5-7.5-4.5-7.5-9.5V6z", "M8.5 12l2.5 2.5 4.5-5"],
  phone: ["M5 4h4l1.5 5-2.2 1.6a12 12 0 0 0 5.1 5.1L15 13.5l5 1.5v4c0 .6-.4 1-1 1C10.7 20 4 13.3 4 5c0-.6.4-1 1-1z"],
  microphone: ["M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3z", "M5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21M8.5 21h7"],
  hangUp: ["M2.5 14.5c5-5.3 14-5.3 19 0l-2 3-4.5-1.7v-3a12 12 0 0 0-6 0v3L4.5 17.5z"],
  keys: ["M6 5.5v.01M12 5.5v.01M18 5.5v.01M6 12v.01M12 12v.01M18 12v.01M6 18.5v.01M12 18.5v.01M18 18.5v.01"],
  voice: ["M4 9.5v5h3.5l5 4V5.5l-5 4z", "M16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11"],
  below: ["M12 5v14M6 13l6 6 6-6"],
};
const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  for (const shape of SHAPES[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", shape);
    svg.append(path);
  }
  return svg;
}
