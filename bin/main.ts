/**
 * The CDK app: reads the configuration, makes the stacks, and runs the checks on them. It needs neither
 * credentials nor a network.
 */
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { makeStacks } from '../lib/make-stacks.ts';
import { readConfiguration } from './configuration.ts';

const app = new App();
makeStacks(
  app,
  readConfiguration((name) => app.node.tryGetContext(name)),
);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
