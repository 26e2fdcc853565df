/**
 * Reads settings.json. Only broken keys fall back to their defaults, so that flows are not blamed for a slip
 * in another key.
 */
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../program/settings.ts';
import { checkSettings } from './check-settings.ts';
import { closest } from './did-you-mean.ts';
import { parseValue } from './issues.ts';
import {
  fileProblem,
  type ParsedFile,
  type Path,
  type Problem,
  syntaxProblems,
  type Text,
  toProblem,
} from './problem.ts';

export const SETTINGS_PATH = 'settings.json';

type Key = keyof Settings;
export type SettingsRead = Readonly<{
  value: Settings;
  problems: readonly Problem[];
  /** Keys whose meaning is unclear: checks that depend on them report nothing. */
  unclear: readonly Key[];
}>;

const KEYS = Object.keys(settingsSchema.shape) as readonly Key[];

/**
 * `again`: something was published before. A lost settings.json must not turn a running shop back to the
 * defaults.
 */
export const readSettings = (parsed: ParsedFile | undefined, again: boolean): SettingsRead => {
  if (!parsed)
    return again
      ? nothing([fileProblem('error', SETTINGS_PATH, MISSING)])
      : defaults([fileProblem('warning', SETTINGS_PATH, MISSING)]);
  if (parsed.syntaxProblems.length > 0) return nothing(syntaxProblems(SETTINGS_PATH, parsed));
  const result = parseValue(settingsSchema, parsed.value);
  if ('output' in result) {
    const warnings = checkSettings(result.output).map((finding) => toProblem(SETTINGS_PATH, parsed, finding));
    return { value: result.output, problems: warnings, unclear: [] };
  }
  const problems = result.findings.map((finding) => toProblem(SETTINGS_PATH, parsed, finding));
  const broken = result.findings.map(({ path }) => path);
  const rest = settingsSchema.safeParse(without(parsed.value, broken));
  return rest.success ? { value: rest.data, problems, unclear: broken.flatMap(meant) } : nothing(problems);
};

const MISSING: Text = {
  de: 'settings.json fehlt. Eine Datei mit {} nimmt alle Voreinstellungen.',
  en: 'settings.json is missing. A file with {} takes all defaults.',
};

const defaults = (problems: readonly Problem[]): SettingsRead => ({
  value: DEFAULT_SETTINGS,
  problems,
  unclear: [],
});

const nothing = (problems: readonly Problem[]): SettingsRead => ({ ...defaults(problems), unclear: KEYS });

const without = (value: unknown, broken: readonly Path[]): unknown => {
  if (typeof value !== 'object' || value === null || broken.some(([key]) => key === undefined)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => !broken.some(([other]) => other === key)),
  );
};

/** The keys that a name may have meant: itself and the nearest known key, whose value is then unclear. */
const meant = ([key]: Path): readonly Key[] => {
  const likely = closest(String(key), KEYS);
  return KEYS.filter((known) => known === key || known === likely);
};
