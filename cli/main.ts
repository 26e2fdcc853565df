/** The command line for marketers and operators: one program, a file for each command. */
import { Command } from 'commander';
import { checkContentCommand } from './check-content.ts';
import { connectCommand } from './connect.ts';
import { explainCommand } from './explain.ts';
import { figuresCommand } from './figures.ts';
import { optOutsCommand } from './opt-outs.ts';
import { previewCommand } from './preview.ts';

const program = new Command('stammkunde')
  .description('Commands for the system that runs on this machine, or for another one.')
  .addCommand(checkContentCommand())
  .addCommand(connectCommand())
  .addCommand(explainCommand())
  .addCommand(figuresCommand())
  .addCommand(optOutsCommand())
  .addCommand(previewCommand());

await program.parseAsync();
