/** Makes both stacks of one deployment, in the same way for bin and the tests. */
import { type App, Tags } from 'aws-cdk-lib';
import { type Deployment, nameOf } from './deployment.ts';
import { marketersPolicy } from './marketers.ts';
import { StatefulStack } from './stateful-stack.ts';
import { StatelessStack } from './stateless-stack.ts';

export type Configuration = Readonly<{ deployment: Deployment; region: string }>;

export const makeStacks = (
  app: App,
  { deployment, region }: Configuration,
): Readonly<{ stateful: StatefulStack; stateless: StatelessStack }> => {
  const about = (what: string): string => `Stammkunde for ${deployment.shop} (${deployment.stage}): ${what}`;
  const shared = { env: { region }, deployment };
  const stateful = new StatefulStack(app, `stammkunde-${nameOf(deployment, 'state')}`, {
    ...shared,
    description: about('what is kept'),
    terminationProtection: true,
  });
  // In the stack that stays: a policy that is attached to people cannot be removed with what runs.
  marketersPolicy(stateful, deployment, stateful.configBucket);
  const stateless = new StatelessStack(app, `stammkunde-${nameOf(deployment, 'run')}`, {
    ...shared,
    description: about('what runs'),
    state: stateful,
  });
  // The tag finds every resource that a removal must not forget.
  Tags.of(app).add('stammkunde', nameOf(deployment, 'deployment'));
  return { stateful, stateless };
};
