/** `g:image_link`, `Image Link` and `image link` are one attribute. */
export const attributeName = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/^g:/, '')
    .replaceAll(/[\s-]+/g, '_');
