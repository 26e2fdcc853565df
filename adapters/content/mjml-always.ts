/** Finds what a mail shows to everybody, whatever its conditions say: the way out, and who sends it. */
import { Output, type Template } from 'liquidjs';
import { createEngine } from '../../core/message/liquid.ts';
import type { Lack } from '../../core/publish/content-files.ts';

const engine = createEngine('html');

/** What is shown, and the condition that is no condition: where it holds not, there would be nothing to show. */
type Shown = Readonly<{ path: RegExp; guard: RegExp }>;

const shownBy = (path: string): Shown => ({
  path: new RegExp(`^\\{\\{-?\\s*(?:${path})\\b`),
  guard: new RegExp(`^\\s*(?:${path})(?:\\s+(?:or|and)\\s+(?:${path}))*\\s*$`),
});

const SHOWN: Readonly<Record<Lack, Shown>> = {
  'way-out': shownBy('links\\.(?:unsubscribe|preferences)'),
  sender: shownBy('shop\\.address'),
};

/** What somebody may get this mail without. */
export const lacksOf = (html: string): readonly Lack[] => {
  const templates = engine.parse(html);
  return (Object.keys(SHOWN) as Lack[]).filter((lack) => !isShown(templates, SHOWN[lack]));
};

type Branches = Readonly<{
  branches: readonly Readonly<{ templates: Template[] }>[];
  elseTemplates?: Template[] | undefined;
  token: Readonly<{ args: string }>;
}>;

const isShown = (templates: readonly Template[], shown: Shown): boolean =>
  templates.some((template) => {
    if (template instanceof Output) return shown.path.test(template.token.getText());
    return hasBranches(template) && isShownByAll(template, shown);
  });

const hasBranches = (template: Template): template is Template & Branches =>
  'branches' in template && Array.isArray(template.branches);

/** A loop may have no turn, so nothing in it counts. */
const isShownByAll = ({ branches, elseTemplates = [], token }: Branches, shown: Shown): boolean => {
  const [first] = branches;
  if (first && shown.guard.test(token.args)) return isShown(first.templates, shown);
  return branches.every(({ templates }) => isShown(templates, shown)) && isShown(elseTemplates, shown);
};
