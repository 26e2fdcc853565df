/**
 * Runs before the test files that have lean SDK clients: the SDK's signing and its other steps that no test
 * looks at cost two fifths of a system on one machine. `npm run prove` tries properties with plain clients, and
 * the systems that tests start as processes of their own have them too.
 */
import { makeClientsLean } from './lean-sdk.ts';

makeClientsLean({ s3: 'signed' });
