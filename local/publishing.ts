/** Publishes the content folder and prints the result in plain words, in both languages of the marketers. */
import { fileProblem } from '../core/publish/problem.ts';
import type { Report } from '../core/publish/report.ts';
import { type ContentBucket, copyContent, copyWritten } from './content-folder.ts';

type Wiring = Readonly<{
  folder: string;
  /** True: report and schemas are written into the folder too. */
  reportsBeside: boolean;
  bucket: ContentBucket;
  publishProgram: () => Promise<Report | undefined>;
  print: (line: string) => void;
}>;

export type Publishing = Readonly<{
  publish: () => Promise<Report>;
  report: () => Report | undefined;
  /** How many publishes there were, successful or not, so that a viewer notices a new report. */
  count: () => number;
}>;

export const createPublishing = (wiring: Wiring): Publishing => {
  const { folder, bucket, publishProgram, print } = wiring;
  let report: Report | undefined;
  let count = 0;
  const publishFolder = async (): Promise<Report> => {
    if ((await copyContent(folder, bucket)) === 'missing') return withoutFolder(folder, report);
    const published = await publishProgram();
    if (!published) throw new Error('Publishing answered nothing; a direct call always brings a report.');
    if (wiring.reportsBeside) await writeBeside(wiring);
    return published;
  };
  return {
    publish: async () => {
      const next = await publishFolder();
      if (JSON.stringify(next) !== JSON.stringify(report)) for (const line of inWords(next)) print(line);
      report = next;
      count += 1;
      return next;
    },
    report: () => report,
    count: () => count,
  };
};

/** A folder that can only be read is still published; its report is then shown only here and on the page. */
const writeBeside = async ({ folder, bucket, print }: Wiring): Promise<void> => {
  try {
    await copyWritten(folder, bucket);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    print(`The report could not be written beside the files: ${why}`);
  }
};

/**
 * The report where the folder was moved away or is just being replaced: the program before it continues to
 * run.
 */
const withoutFolder = (folder: string, before: Report | undefined): Report => ({
  ok: false,
  program: before?.program ?? null,
  problems: [
    fileProblem('error', folder, {
      de: `Der Ordner mit den Inhalten fehlt: ${folder}. Sobald er wieder da ist, wird veröffentlicht.`,
      en: `The content folder is missing: ${folder}. As soon as it is back, it is published.`,
    }),
  ],
  changes: [],
  waiting: before?.waiting ?? [],
});

const inWords = (report: Report): readonly string[] => [
  report.ok
    ? `Published: program ${report.program} is live. / Veröffentlicht: Programm ${report.program} ist live.`
    : broken(report),
  ...report.problems.flatMap(({ severity, file, line, column, message }) => [
    `  ${severity === 'error' ? 'Error / Fehler' : 'Warning / Hinweis'} in ${file}:${line}:${column}`,
    `    ${message.en}`,
    `    ${message.de}`,
  ]),
];

const broken = ({ program }: Report): string =>
  program
    ? `The content has errors; program ${program} stays live. / Die Inhalte haben Fehler; Programm ${program} bleibt live.`
    : 'The content has errors, so there is no program yet and no message will be sent. / Die Inhalte haben Fehler; noch gibt es kein Programm, und es geht keine Nachricht hinaus.';
