/** What a municipality is called, asked of the server once and only when it is needed. */

export class Names {
  #rest;
  #known;
  #list = null;

  constructor(rest, known) {
    this.#rest = rest;
    this.#known = known;
  }

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
