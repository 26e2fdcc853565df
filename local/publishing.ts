/**
 * Publishes the content folder and says in plain words what came of it, in both languages of the marketers.
 */
import type { Report } from '../core/publish/report.ts';
import { type ContentBucket, copyContent } from './content-watch.ts';

type Wiring = Readonly<{
  folder: string;
  bucket: ContentBucket;
  publishProgram: () => Promise<Report | undefined>;
  print: (line: string) => void;
}>;

export type Publishing = Readonly<{ publish: () => Promise<Report>; report: () => Report | undefined }>;

export const createPublishing = ({ folder, bucket, publishProgram, print }: Wiring): Publishing => {
  let report: Report | undefined;
  return {
    publish: async () => {
      await copyContent(folder, bucket);
      const next = await publishProgram();
      if (!next) throw new Error('Publishing answered nothing; a direct call always brings a report.');
      if (JSON.stringify(next) !== JSON.stringify(report)) for (const line of inWords(next)) print(line);
      report = next;
      return next;
    },
    report: () => report,
  };
};

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
