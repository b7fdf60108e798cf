import type { Role } from '@lindungi/tenancy';
import { type Answered, codeOf, isHollow, sameness } from './asking';
import { CANARY } from './canaries';
import { type AskedBy, FIELDS } from './fields';
import type { Matrix } from './matrix';
import { SEES } from './sees';

const CANARIES = new RegExp(`${CANARY} ([a-z_]+\\.[a-z_]+\\.[a-z_]+)`, 'g');
const UUIDS = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;
const DEFECT = /"code":"(INTERNAL|DEGRADED|GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT|QUERY_TOO_LARGE)"/;

export const columnsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(CANARIES)].map(([, column = '']) => column)),
];

/** Where a question was asked and by whom, as a failure says it. */
const at = ({ door, question, asker }: Answered) => `${door}: ${question.root}, asked by ${asker.name}`;

const HERE = 'test/house/strangers';

/** What to add where, so that a new table, column or argument has its case. */
export const linesMissing = {
  row: (table: string, said: string) =>
    `${table} has no row in the matrix (${said}). Use it in ${HERE}/fill.ts, or add to BY_HAND in ${HERE}/rows.ts what its checks want: '${table}.<column>': '<SQL>',`,
  column: (column: string, said: string) =>
    `${column} has no canary. Add to ${HERE}/columns.ts:\n  '${column}': '${said.replace(/^.* constraint "(.*)"$/, 'the check $1')}',`,
  staleColumn: (column: string) => `${column} is no column: take its line out of ${HERE}/columns.ts.`,
  id: (place: string) =>
    `Which id ${place} takes is not known. Add to IDS in ${HERE}/arguments.ts:\n  '${place}': '<schema.table>',`,
};

/** What of Semarang is in an answer to somebody of another city: canaries and ids, but those they sent themselves. */
export function leaksIn({ book, ids }: Matrix, answers: readonly Answered[]): string[] {
  const { sent } = book;
  return answers.flatMap((answer) => {
    const foreign = (answer.text.match(UUIDS) ?? []).filter((id) => ids.has(id) && !sent.has(id));
    return [...columnsIn(answer.text), ...new Set(foreign)].map((what) => `${at(answer)} shows ${what}`);
  });
}

/** Pairs of answers, about an id of Semarang and about nobody's, that are not the same. */
export function differences({ book }: Matrix, answers: readonly Answered[]): string[] {
  const plain = (it: Answered) => sameness(wordsOf(it), book.sentBy(it.question.text, it.which));
  const absent = new Map(
    answers
      .filter((it) => it.which === 'absent')
      .map((it) => [`${it.door} ${it.asker.name} ${it.question.text}`, it]),
  );
  return answers
    .filter(({ which, question }) => which === 'foreign' && question.takesId)
    .flatMap((foreign) => {
      const twin = absent.get(`${foreign.door} ${foreign.asker.name} ${foreign.question.text}`);
      if (!twin || plain(foreign) === plain(twin)) return [];
      return [`${at(foreign)}: ${plain(foreign).slice(0, 400)} is not ${plain(twin).slice(0, 400)}`];
    });
}

/**
 * The answer, but of a mutation only what it refused and what came to be: a thing just made is told of by events, so
 * what is joined to it may or may not be there yet.
 */
function wordsOf({ text, question }: Answered): string {
  if (question.kind !== 'mutation') return text;
  const { data, errors } = JSON.parse(text.slice(4)) as {
    data?: Record<string, Record<string, unknown> | null> | null;
    errors?: unknown;
  };
  const payload = Object.entries(data?.[question.field] ?? {});
  return JSON.stringify([
    errors,
    payload.map(([name, value]) => [name, name === 'errors' ? value : value === null]),
  ]);
}

/** Answers that name a defect of ours, whoever asked. */
export function defects(answers: readonly Answered[]): string[] {
  const wrong = answers.filter(({ text }) => DEFECT.test(text));
  const once = new Map(wrong.map((it) => [`${it.door} ${it.question.root}`, it]));
  return [...once.values()].map((it) => {
    const wanted = /BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED/.test(it.text);
    const line = wanted ? ` Add to VALUES in ${HERE}/arguments.ts what its argument wants.` : '';
    return `${at(it)}: ${it.text.slice(0, 300)} to ${it.question.text.slice(0, 300)}.${line}`;
  });
}

/** What people of Semarang see of it though sees.ts does not say so, with the line to add. */
export function unseen(answers: readonly Answered[]): string[] {
  const found = new Map<string, string>();
  for (const answer of answers) {
    const role = answer.asker.roles[0] ?? 'PUBLIC';
    for (const column of columnsIn(answer.text)) {
      const told = [...SEES[role], ...SEES.PUBLIC].some((it) => column === it || column.startsWith(`${it}.`));
      if (!told && !found.has(`${role} ${column}`)) found.set(`${role} ${column}`, at(answer));
    }
  }
  return [...found].map(([line, where]) => {
    const [role, column] = line.split(' ');
    return `${where}: shows ${column}. A leak, or in test/house/strangers/sees.ts the line '${column}' of ${role}.`;
  });
}

/** Lines of sees.ts that nobody saw: a promise of the page that reality does not keep. */
export function unkept(answers: readonly Answered[]): string[] {
  const seen = answers.flatMap(({ asker, text }) =>
    columnsIn(text).map((it) => [asker.roles[0] ?? 'PUBLIC', it] as const),
  );
  return Object.entries(SEES).flatMap(([role, lines]) =>
    lines
      .filter((line) => !seen.some(([who, it]) => who === role && (it === line || it.startsWith(`${line}.`))))
      .map((line) => `test/house/strangers/sees.ts: ${role} never saw '${line}': take the line out.`),
  );
}

/** Fields without a line in fields.ts, or asked by others than it says; each with the line as it would be right. */
export function wronglyAsked(answers: readonly Answered[]): string[] {
  const fields = Map.groupBy(answers, ({ question }) => question.root);
  return [...fields].flatMap(([field, all]) => {
    const right = `'${field}': ${lineOf(all)},`;
    const declared = FIELDS[field];
    if (declared === undefined)
      return [`${field} has no case. Add to test/house/strangers/fields.ts:\n  ${right}`];
    const wrong = all.filter((it) => {
      const listed = mayAsk(declared, it.asker.roles[0]);
      return listed ? isTurnedAway(it) : !isTurnedAway(it) && !isHollow(it);
    });
    return [...new Map(wrong.map((it) => [it.asker.name, it])).values()].map(
      (it) => `${at(it)}, is ${isTurnedAway(it) ? 'turned away' : 'answered'}. As it is: ${right}`,
    );
  });
}

const isTurnedAway = (it: Answered) => ['FORBIDDEN', 'UNAUTHENTICATED'].includes(codeOf(it) ?? '');

const mayAsk = (declared: AskedBy, role: Role | undefined): boolean =>
  declared === 'EVERYBODY' || (role !== undefined && (declared === 'SIGNED_IN' || declared.includes(role)));

/** Who is not turned away, as a line of fields.ts. */
function lineOf(answers: readonly Answered[]): string {
  const letIn = new Set(answers.filter((it) => !isTurnedAway(it)).map(({ asker }) => asker.roles[0]));
  if (letIn.has(undefined)) return `'EVERYBODY'`;
  const roles = new Set(answers.flatMap(({ asker }) => asker.roles));
  if (letIn.size === roles.size) return `'SIGNED_IN'`;
  return `[${[...letIn].map((it) => `'${it}'`).join(', ')}]`;
}
