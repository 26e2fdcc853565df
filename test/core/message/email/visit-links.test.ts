/** The signed word in a mail's links to the shop: in those alone, and so that each still leads where it led. */
import { expect, it } from 'vitest';
import { withVisit } from '../../../../core/message/email/visit-links.ts';

const VISIT = { shopUrl: 'https://www.tea.example/de', token: '1.visit.t' };
const marked = (url: string): string => withVisit({ html: '', text: url }, VISIT).text;

it.each([
  ['https://tea.example', 'https://tea.example?sk_visit=1.visit.t'],
  ['https://www.tea.example/p', 'https://www.tea.example/p?sk_visit=1.visit.t'],
  ['https://tea.example/p?a=b', 'https://tea.example/p?a=b&sk_visit=1.visit.t'],
  ['https://tea.example/p?&', 'https://tea.example/p?&sk_visit=1.visit.t'],
  ['https://tea.example/p?a=b#top', 'https://tea.example/p?a=b&sk_visit=1.visit.t#top'],
  ['(See https://tea.example/p).', '(See https://tea.example/p?sk_visit=1.visit.t).'],
])('stands in %s', (url, with_) => {
  expect(marked(url)).toBe(with_);
});

it.each([
  'https://tea.example.evil.example/p',
  'https://tea.example@evil.example/p',
  'https://eviltea.example/p',
  'https://mail.tea.example/unsubscribe/1',
  'mailto:hilfe@tea.example',
])('stands in nobody else’s: %s', (url) => {
  expect(marked(url)).toBe(url);
});

it('stands in the links of the page, not in its pictures and words', () => {
  const html =
    '<img src="https://tea.example/a.jpg"><a class="b" href="https://tea.example/p?a=b&amp;c=d">https://tea.example</a><link href="https://tea.example/s.css">';
  expect(withVisit({ html, text: '' }, VISIT).html).toBe(html.replace('c=d"', 'c=d&amp;sk_visit=1.visit.t"'));
  expect(withVisit({ html, text: '' }, { ...VISIT, shopUrl: 'no address' }).html).toBe(html);
});
