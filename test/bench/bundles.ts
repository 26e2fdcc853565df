/**
 * Measures each function's bundle: its size, its contents, and its import time compared with a bare handler
 * with the same SDK clients.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Metafile } from 'esbuild';
import * as z from 'zod';
import * as contract from '../../contract/environment.ts';

export type BundleFigures = Readonly<{
  name: string;
  kb: number;
  largest: readonly string[];
  importMs: number;
  bareMs: number;
}>;

const RUNS = 9;
const LARGEST = 4;
const ROOT = `${import.meta.dirname}/../..`;

/** The same settings as lib/node-function.ts gives to the functions. */
const bundle = async (
  stdin: string,
  outfile: string,
  alias: Readonly<Record<string, string>> = {},
): Promise<Metafile> => {
  const result = await build({
    stdin: { contents: stdin, resolveDir: ROOT, loader: 'ts' },
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    metafile: true,
    alias: { ...alias },
    absWorkingDir: ROOT,
    logLevel: 'error',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return result.metafile;
};

export const measureBundles = async (): Promise<readonly BundleFigures[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'stammkunde-bundles-'));
  try {
    const figures: BundleFigures[] = [];
    for (const name of functionNames()) figures.push(await measureOne(folder, name));
    return figures;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const functionNames = (): readonly string[] =>
  readdirSync(`${ROOT}/functions`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

const measureOne = async (folder: string, name: string): Promise<BundleFigures> => {
  const file = join(folder, `${name}.mjs`);
  const bareFile = join(folder, `${name}-bare.mjs`);
  const meta = await bundle(`export { handler } from './functions/${name}/index.ts';`, file, ALIASES);
  await bundle(bareHandler(meta), bareFile);
  return {
    name,
    kb: Math.round(readFileSync(file).length / 1024),
    largest: largestOf(meta),
    importMs: importTime(file),
    bareMs: importTime(bareFile),
  };
};

const ALIASES = { '@aws-sdk/credential-provider-node': './runtime/lambda-credentials.ts' };

/**
 * A handler that does nothing but make the SDK clients that this function makes, from the SDK as it comes.
 */
const bareHandler = (meta: Metafile): string => {
  const inputs = Object.keys(meta.inputs).join('\n');
  const clients = [
    ...new Set([...inputs.matchAll(/@aws-sdk\/(client-[a-z0-9-]+)\//g)].map(([, client]) => client)),
  ];
  const made = clients.map((client, index) => ({ from: `@aws-sdk/${client}`, as: `c${index}` }));
  const imports = made.map(({ from, as }) => `import * as ${as} from '${from}';`).join('\n');
  const constructed = clients
    .map((client, index) => `new c${index}.${clientClass(client ?? '')}({})`)
    .join(', ');
  return `${imports}\nconst clients = [${constructed}];\nexport const handler = async () => clients.length;`;
};

const CLASSES: Readonly<Record<string, string>> = {
  'client-dynamodb': 'DynamoDBClient',
  'client-s3': 'S3Client',
  'client-scheduler': 'SchedulerClient',
  'client-secrets-manager': 'SecretsManagerClient',
  'client-sesv2': 'SESv2Client',
  'client-socialmessaging': 'SocialMessagingClient',
  'client-sqs': 'SQSClient',
};

const clientClass = (client: string): string => {
  const name = CLASSES[client];
  if (name === undefined)
    throw new Error(`The bench does not know the client class of @aws-sdk/${client}: add it to CLASSES.`);
  return name;
};

const largestOf = (meta: Metafile): readonly string[] => {
  const bytes = new Map<string, number>();
  const [output] = Object.values(meta.outputs);
  for (const [path, { bytesInOutput }] of Object.entries(output?.inputs ?? {})) {
    const owner = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path.split('/')[0] ?? path;
    bytes.set(owner, (bytes.get(owner) ?? 0) + bytesInOutput);
  }
  return [...bytes]
    .sort((a, b) => b[1] - a[1])
    .slice(0, LARGEST)
    .map(([owner, size]) => `${owner} ${Math.round(size / 1024)}`);
};

/**
 * Median over fresh processes; the environment is complete, because handlers read it when they are imported.
 */
const importTime = (file: string): number => {
  const code = `const start = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(performance.now() - start); process.exit(0);`;
  const env = { PATH: process.env['PATH'], AWS_REGION: 'eu-central-1', ...ENVIRONMENT };
  const times = Array.from({ length: RUNS }, () =>
    Number(
      execFileSync(process.execPath, ['--input-type=module', '-e', code], { env, encoding: 'utf8' }).trim(),
    ),
  );
  return Math.round((times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0) * 10) / 10;
};

/**
 * Every variable of any function's contract, except those with a default of their own; addresses must be
 * valid.
 */
const ENVIRONMENT = Object.fromEntries(
  Object.values(contract).flatMap((schema) =>
    Object.entries(schema.shape)
      .filter(([, field]) => !(field instanceof z.ZodDefault))
      .map(([name]) => [name, 'bench']),
  ),
);
