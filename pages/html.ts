/**
 * HTML templates that escape by themselves: every value becomes text, in elements and in quoted attributes
 * alike, and only the result of another template is markup.
 */
import { raw, html as template } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Markup that a template made. */
export type Html = HtmlEscapedString;

/** A value in a template; false and undefined leave nothing behind. */
export type Part = string | number | Html | false | undefined | readonly Part[];

/** The template tag. None of our values is a promise, so the result never is one either. */
export const html = template as (strings: TemplateStringsArray, ...parts: readonly Part[]) => Html;

/**
 * The one place where text becomes markup unescaped: our own style sheet, which contains nothing that anybody
 * typed.
 */
export const styleElement = (css: string): Html => raw(`<style>${css}</style>`);
