/** The AWS Solutions rules find nothing in either stage, and they do find a planted fault. */
import { Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { freshCloud, type Synthesized } from './synthesized.ts';

const check = ({ app }: Synthesized) => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app.synth({ force: true });
};

it.each(['dev', 'prod'])('nothing is found in stage %s', (stage) => {
  expect(
    check(
      freshCloud(
        { stage, shop: 'tea-shop', ...(stage === 'prod' ? { details: 'bigcommerce' } : {}) },
        { checked: stage === 'prod' },
      ),
    ).stacks,
  ).toHaveLength(2);
});

it('a careless bucket would be found', () => {
  const cloud = freshCloud({}, { checked: false });
  new Bucket(cloud.stateless, 'Careless');
  expect(() => check(cloud)).toThrow('AwsSolutions-S10');
});
