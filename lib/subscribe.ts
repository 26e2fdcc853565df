/**
 * The construct of subscribe: the sign-up page, and the address that forms are sent to. HTTP API → [this] →
 * input queue
 */
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ConstructProps } from './construct-props.ts';
import { pageFunction } from './page-function.ts';

export class Subscribe extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, props: ConstructProps) {
    super(scope, id);
    // Counts sign-ups, and reads which program is live.
    this.function = pageFunction(this, props, {
      name: 'subscribe',
      table: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
    });
  }
}
