/**
 * What every function's construct is given: which deployment it belongs to, and everything that holds data.
 */
import type { Deployment } from './deployment.ts';
import type { StatefulStack } from './stateful-stack.ts';

export type ConstructProps = Readonly<{ deployment: Deployment; state: StatefulStack }>;
