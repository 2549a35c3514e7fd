import type { Finding } from '../types';
import type { AcceptedList } from './AcceptedList';

/** Findings with what the list says of each. It yields often. */
export function* applyAccepted(
	findings: readonly Finding[],
	list: AcceptedList,
): Generator<void, Finding[]> {
	const told: Finding[] = [];
	for (const finding of findings) {
		const acceptance = list.of(finding);
		told.push(acceptance ? { ...finding, acceptance } : finding);
		yield;
	}
	return told;
}

/** Whether a finding is accepted now, so that it is counted apart. */
export function isAccepted({ acceptance }: Finding): boolean {
	return acceptance?.ended === false;
}
