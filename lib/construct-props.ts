/** The properties of every function's construct: its deployment, and the stack that holds all data. */
import type { Deployment } from './deployment.ts';
import type { StatefulStack } from './stateful-stack.ts';

export type ConstructProps = Readonly<{ deployment: Deployment; state: StatefulStack }>;
