export { Audit } from './Audit';
export { Calendar } from '../../../shared/Calendar';
export { ConditionError } from './condition/tokens';
export { FIELDS as CONDITION_FIELDS } from './condition/fields';
export { standardRules, countryNotAllowed, ownRule } from './rules';
export {
	compareFindings,
	type ComparedFindings,
	type FindingChanges,
	type LastAudit,
	type Resolved,
} from './life/compareFindings';
export { numbersBefore, withDay, type DayNumbers } from './life/history';
export { AcceptedList, type AcceptedRow } from './accepted/AcceptedList';
export { type Evidence, type Origin, type ReadCounts } from './evidence/Evidence';
export { InputHash } from './evidence/InputHash';
export { dayNumbers, type AuditSummary, type FindingLife } from './lifeSummary';
export { summarise, type Summary } from './summary';
export * from './types';
export { advance, linesOf, type Baseline, type Step } from '../changes/Baseline';
export { withoutAddress, type CardChange } from '../changes/CardChange';
export { summariseChanges, type ChangeSummary } from '../changes/changeSummary';
export { WATCHABLE, type Watched } from '../changes/codec';
export { Comparison } from '../changes/Comparison';
export { scopeAfter, scopeName, type Scope } from '../changes/Scope';
export { csvOf } from './report/csv';
export { cardReport, htmlReport, verdict, type ReportContent } from './report/report';
export { textReport } from './report/text';
