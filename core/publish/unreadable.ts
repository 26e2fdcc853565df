/** Files that cannot be read or compiled at all, as problems of these files in German and English. */
import type { ParsedFile, Text } from './problem.ts';

export const notUtf8 = ({ encoding }: Readonly<{ encoding: string }>): Text => ({
  de: `Die Datei ist nicht in UTF-8 gespeichert, sondern vermutlich in ${encoding}; Umlaute würden zu �. Öffnen Sie sie im Editor und speichern Sie sie mit der Kodierung UTF-8.`,
  en: `The file is not saved in UTF-8 but probably in ${encoding}; letters such as ä would become �. Open it in your editor and save it with the encoding UTF-8.`,
});

/** What was thrown is a fault of ours, but the file brought it about, and only its writer can go round it. */
export const notCompiled = (error: unknown): Text => {
  const why = error instanceof Error ? error.message : String(error);
  return {
    de: `Diese Datei ließ sich nicht übersetzen (${why}). Machen Sie die letzte Änderung rückgängig.`,
    en: `This file could not be compiled (${why}). Take back the last change.`,
  };
};

/** The publish itself failed; the files may be right. */
export const notPublished = (error: unknown): Text => {
  const why = error instanceof Error ? error.message : String(error);
  return {
    de: `Das Veröffentlichen ist abgebrochen (${why}). Was vorher lief, läuft weiter; speichern Sie eine Datei noch einmal.`,
    en: `Publishing broke off (${why}). What ran before goes on; save a file once more.`,
  };
};

/** A JSON file of which nothing is known but what is wrong with it. */
export const brokenFile = (message: Text): ParsedFile => ({
  value: undefined,
  syntaxProblems: [{ line: 1, column: 1, message }],
  locate: () => ({ line: 1, column: 1 }),
});
