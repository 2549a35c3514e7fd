/**
 * A file that lies beside the code, in the checkout and in the packed sandbox alike.
 * @param path from sandbox/, or from dist/
 */
export const fileAt = (path: string): URL => new URL(path, import.meta.url);
