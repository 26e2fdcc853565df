/**
 * A WhatsApp message as the customer reads it: Meta keeps the approved text, and what is sent holds only the
 * words that fill it.
 */
import type { JsonObject } from '../core/events/event.ts';
import type { CompiledTemplate } from '../core/program/program.ts';

type Part = Readonly<{ type: string; parameters?: readonly Readonly<{ text?: string }>[] }>;
type Sent = Readonly<{
  text?: Readonly<{ body: string }>;
  template?: Readonly<{ name: string; language: Readonly<{ code: string }>; components?: readonly Part[] }>;
}>;

/** `body` is Meta's JSON; a template is found by its name and language among the forms of `template`. */
export const whatsappText = (body: JsonObject, template: CompiledTemplate | undefined): string => {
  const { text, template: sent } = body as Sent;
  if (text) return text.body;
  const approved = sent && approvedText(template, sent.name, sent.language.code);
  const words = sent?.components?.find(({ type }) => type === 'body')?.parameters ?? [];
  return (approved ?? sent?.name ?? '').replace(
    /\{\{\s*(\d+)\s*\}\}/g,
    (_place, number: string) => words[Number(number) - 1]?.text ?? '',
  );
};

const approvedText = (
  template: CompiledTemplate | undefined,
  name: string,
  language: string,
): string | undefined => {
  for (const form of Object.values(template?.whatsapp ?? {})) {
    if (form.kind !== 'template' || form.language !== language) continue;
    if (form.name === name) return form.text;
    if (form.informal?.name === name) return form.informal.text;
  }
  return undefined;
};
