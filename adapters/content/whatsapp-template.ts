/**
 * Compiles WhatsApp templates at publish: checks keys and placeholders, and tries every Liquid source with
 * two invented customers.
 */

import { renderText } from '../../core/message/liquid.ts';
import type { Language } from '../../core/message/locale.ts';
import { fullView, sparseView } from '../../core/message/sample.ts';
import type { CompileWhatsapp } from '../../core/ports/content-compilers.ts';
import { parseValue } from '../../core/publish/issues.ts';
import {
  type Problem,
  error as problem,
  syntaxProblems,
  toProblem,
  warning,
} from '../../core/publish/problem.ts';
import {
  checkWhatsappFile,
  schemaFor,
  sourcesOf,
  toWhatsappTemplate,
  type WhatsappFile,
} from '../../core/publish/whatsapp-file.ts';
import { checkLiquid } from './mjml-liquid.ts';

type WhatsappSource = Parameters<CompileWhatsapp>[0];

export const compileWhatsapp: CompileWhatsapp = ({ path, locale, parsed }) => {
  if (parsed.syntaxProblems.length > 0) return { needs: [], problems: syntaxProblems(path, parsed) };
  const read = parseValue(schemaFor(parsed.value), parsed.value);
  if (!('output' in read))
    return { needs: [], problems: read.findings.map((finding) => toProblem(path, parsed, finding)) };
  const file = read.output;
  const checked = sourcesOf(file).map((one) => ({ ...one, ...checkLiquid(one.source, locale) }));
  const problems = [
    ...checkWhatsappFile(file, locale).map((finding) => toProblem(path, parsed, finding)),
    ...checked.flatMap(({ path: way, findings }) =>
      findings.map(({ message }) => toProblem(path, parsed, { severity: 'error', path: way, message })),
    ),
    ...checked.flatMap(({ path: way, answers }) =>
      answers.length > 0 ? [toProblem(path, parsed, problem(way, ONLY_IN_MAILS))] : [],
    ),
  ];
  if (problems.length > 0) return { needs: [], problems };
  return {
    template: toWhatsappTemplate(file),
    needs: [...new Set(checked.flatMap((one) => one.needs))].sort(),
    shows: [...new Set(checked.flatMap((one) => one.shows))].sort(),
    eventFields: [...new Set(checked.flatMap((one) => one.eventFields))].sort(),
    problems: emptyForSome({ path, locale, parsed }, file),
  };
};

/**
 * Finds values that are empty for some customers. It is a warning, because it may be intended: such customers
 * get no message, and the timeline says why.
 */
const emptyForSome = ({ path, locale, parsed }: WhatsappSource, file: WhatsappFile): readonly Problem[] =>
  sourcesOf(file)
    .filter(({ source }) => renderText(source, littleKnown(locale)).trim() === '')
    .map((one) => toProblem(path, parsed, warning(one.path, EMPTY)));

/**
 * The view of a customer with few facts. The shop's own values are the same for every customer, so they are
 * filled in.
 */
const littleKnown = (locale: Language) => {
  const { shop, links } = fullView(locale);
  return { ...sparseView(locale), shop, links };
};

const ONLY_IN_MAILS = {
  de: 'links.answer und links.stay gibt es nur in Mails. Auf WhatsApp antwortet man mit einem Knopf: "buttons": [{ "payload": "zu-teuer" }], und der Flow wartet mit waitFor auf message.replied.',
  en: 'links.answer and links.stay exist in mails only. On WhatsApp people answer by a button: "buttons": [{ "payload": "too-dear" }], and the flow waits for message.replied by waitFor.',
};

const EMPTY = {
  de: 'Diese Angabe ist leer, wo wir sie von einem Kunden nicht kennen. Meta nimmt keine leeren Angaben, also bekommt er diese Nachricht nicht. Abhilfe: {{ … | default: "du" }}.',
  en: 'This parameter is empty where we do not know it of a customer. Meta takes no empty parameters, so that customer does not get this message. Fix: {{ … | default: "you" }}.',
};
