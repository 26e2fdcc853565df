/**
 * Templates that escape by themselves: whatever is put into one becomes text, in elements and in quoted
 * attributes alike; markup is only what another template made.
 */
import { raw, html as template } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Markup that a template made. */
export type Html = HtmlEscapedString;

/** What a template takes; false and undefined leave nothing behind. */
export type Part = string | number | Html | false | undefined | readonly Part[];

/** Nothing that we put in has to be waited for, so what comes out is never a promise. */
export const html = template as (strings: TemplateStringsArray, ...parts: readonly Part[]) => Html;

/** The one place where text becomes markup unread: our own style sheet, in which nothing typed stands. */
export const styleElement = (css: string): Html => raw(`<style>${css}</style>`);
