/**
 * Synthesizes the templates as plain data, without bundling and once per process, and answers the questions
 * that tests ask about them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { readConfiguration } from '../../bin/configuration.ts';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { makeStacks } from '../../lib/make-stacks.ts';

const properties = z.record(z.string(), z.unknown());
const resources = z.record(
  z.string(),
  z.object({
    Type: z.string(),
    Properties: properties.default({}),
    DeletionPolicy: z.string().optional(),
    DependsOn: z.unknown().optional(),
  }),
);
export type Resource = z.infer<typeof resources>[string] & Readonly<{ id: string }>;

type Context = Readonly<Record<string, unknown>>;

/**
 * A new cloud for each call, for tests that change it. `checked`: with the CDK's own check of every template,
 * which takes seconds.
 */
export const freshCloud = (context: Context = {}, { checked }: Readonly<{ checked: boolean }>) => {
  const outdir = mkdtempSync(join(tmpdir(), 'stammkunde-synth-'));
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  const app = new App({
    outdir,
    context: { ...cdkJson.context, ...context, 'aws:cdk:bundling-stacks': [] },
    builtinCloudFormationValidation: checked,
  });
  const stacks = makeStacks(
    app,
    readConfiguration((name) => app.node.tryGetContext(name)),
  );
  const all = [stacks.stateful, stacks.stateless].flatMap((stack) => {
    const parsed = resources.parse(Template.fromStack(stack).toJSON().Resources);
    return Object.entries(parsed).map(([id, resource]): Resource => ({ id, ...resource }));
  });
  const ofType = (type: string): readonly Resource[] => all.filter((resource) => resource.Type === type);
  return { app, ...stacks, all, ofType };
};

export type Synthesized = ReturnType<typeof freshCloud>;

const known = new Map<string, Synthesized>();

/**
 * The cloud of this configuration. Later calls in the same process return the same one, which must only be
 * read.
 */
export const synthesize = (context: Context = {}): Synthesized => {
  const key = JSON.stringify(context);
  const cloud = known.get(key) ?? freshCloud(context, { checked: false });
  known.set(key, cloud);
  return cloud;
};

const statement = z.object({
  Effect: z.string(),
  Action: z.union([z.string(), z.array(z.string())]).transform((actions) => [actions].flat()),
  Resource: z
    .unknown()
    .optional()
    .transform((all) => [all].flat().map((one) => flat(one))),
  Principal: z.unknown().optional(),
  Condition: z.unknown().optional(),
});
export type Statement = z.infer<typeof statement>;
const policyDocument = z.object({ Statement: z.array(statement) });

/**
 * Every statement of the role that a function runs with, from its inline policies and from those that the CDK
 * attached.
 */
export const statementsOf = (synthesized: Synthesized, functionName: string): readonly Statement[] => {
  const fn = synthesized
    .ofType('AWS::Lambda::Function')
    .find((resource) => flat(resource.Properties.FunctionName) === functionName);
  const roleId = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).parse(fn?.Properties.Role)[
    'Fn::GetAtt'
  ][0];
  const role = synthesized.all.find(({ id }) => id === roleId);
  const inline = z.array(z.object({ PolicyDocument: policyDocument })).parse(role?.Properties.Policies ?? []);
  const attached = synthesized
    .ofType('AWS::IAM::Policy')
    .filter((policy) => JSON.stringify(policy.Properties.Roles).includes(`"${roleId}"`));
  return [
    ...inline.map((policy) => policy.PolicyDocument),
    ...attached.map((policy) => policyDocument.parse(policy.Properties.PolicyDocument)),
  ].flatMap((document) => document.Statement);
};

export const statementsIn = (document: unknown): readonly Statement[] =>
  policyDocument.parse(document).Statement;

/** A value of the template as readable text: references become `<Name>`, imports the name of their export. */
export const flat = (node: unknown): string => {
  if (typeof node === 'string') return node;
  if (typeof node !== 'object' || node === null) return String(node);
  const [kind, value] = Object.entries(node)[0] ?? [];
  if (kind === 'Fn::Join' && Array.isArray(value)) return [value[1]].flat().map(flat).join('');
  if (kind === 'Fn::GetAtt' && Array.isArray(value)) return `<${value.join('.')}>`;
  if (kind === 'Fn::ImportValue') return `<${flat(value).split(':').pop()}>`;
  return kind === 'Ref' ? `<${String(value)}>` : JSON.stringify(node);
};

/** `shop-dev-advance` to `advance`. */
export const shortName = (resource: Resource): string =>
  flat(resource.Properties.FunctionName).replace(/^[a-z0-9-]+-(dev|prod)-/, '');
