/** The most rows or cells one request may ask for. */
export const WINDOW_LIMIT = 20_000;
