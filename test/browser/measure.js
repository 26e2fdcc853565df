/**
 * Measures what a person would see of a mail. It runs inside a page, so it is no TypeScript; its value is the
 * last expression.
 */
(() => {
  /** WCAG 2.2, level AA, for text below 24 px. */
  const CONTRAST_MIN = 4.5;

  const channels = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = (color) => {
    const [r, g, b] = channels(color).map((value) => linear(value / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const backgroundOf = (element) => {
    if (!element) return 'rgb(255, 255, 255)';
    const color = getComputedStyle(element).backgroundColor;
    return channels(color)[3] === 0 ? backgroundOf(element.parentElement) : color;
  };
  const contrastOf = (element) => {
    const [darker, lighter] = [
      luminance(getComputedStyle(element).color),
      luminance(backgroundOf(element)),
    ].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  };
  const visible = (element) =>
    element.getBoundingClientRect().height > 0 && getComputedStyle(element).opacity !== '0';

  const hardToRead = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.textContent.trim();
    if (words && visible(node.parentElement) && contrastOf(node.parentElement) < CONTRAST_MIN)
      hardToRead.push(words);
  }

  const count = (selector) => document.querySelectorAll(selector).length;
  return {
    width: document.documentElement.scrollWidth,
    cardWidth: document.querySelector('.card')?.getBoundingClientRect().width,
    titleWidth: document.querySelector('.items strong')?.getBoundingClientRect().width,
    pictures: count('img'),
    picturesWithoutText: count('img:not([alt]), img[alt=""]'),
    tablesWithoutRole: count('table:not([role="presentation"])'),
    headings: count('h1'),
    language: document.documentElement.lang,
    hardToRead,
  };
})();
