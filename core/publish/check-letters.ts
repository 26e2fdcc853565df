/**
 * Checks that every marketing mail has a way out (§7(2) UWG, Art. 7(3) GDPR, and what Gmail and Yahoo ask of
 * bulk senders), and says who sends it (§5 DDG).
 */
import type { Lack } from './content-files.ts';
import type { FlowFile } from './flow-schema.ts';
import { error, type Finding, type Text, warning } from './problem.ts';
import { templatesUsed } from './visit-flow.ts';

/** In which languages somebody may get this mail without it. */
export type LacksOf = (template: string, lack: Lack) => readonly string[];

export const checkLetters = (flow: FlowFile, lacksOf: LacksOf): readonly Finding[] => {
  if (flow.purpose !== 'marketing') return [];
  return templatesUsed(flow)
    .filter(({ item, path }) => item.channel === 'email' && path.at(-1) !== 'notify')
    .flatMap(({ item: { template }, path }) => {
      const at = [...path, 'template'];
      const closed = lacksOf(template, 'way-out');
      const anonymous = lacksOf(template, 'sender');
      return [
        ...(closed.length > 0 ? [error(at, noWayOut(template, closed.join(', ')))] : []),
        ...(anonymous.length > 0 ? [warning(at, noSender(template, anonymous.join(', ')))] : []),
      ];
    });
};

const noWayOut = (template: string, languages: string): Text => ({
  de: `Die Vorlage „${template}“ (${languages}) zeigt nicht immer einen Weg hinaus: Werbung braucht links.unsubscribe oder links.preferences, auch in jedem Zweig von {% if %} (§7 Abs. 2 UWG). Der Baustein footer hat beide.`,
  en: `The template "${template}" (${languages}) does not always show a way out: marketing needs links.unsubscribe or links.preferences, in every branch of an {% if %} too (§7(2) UWG). The block footer has both.`,
});

const noSender = (template: string, languages: string): Text => ({
  de: `Die Vorlage „${template}“ (${languages}) zeigt nicht immer die Anschrift des Shops: shop.address fehlt (§5 DDG). Der Baustein footer hat sie.`,
  en: `The template "${template}" (${languages}) does not always show the shop's postal address: shop.address is missing (§5 DDG). The block footer has it.`,
});
