import type { FindingBase } from '../types';
import type { AcceptedList } from './AcceptedList';

/** Findings with what the list says of each. It yields often. */
export function* applyAccepted<F extends FindingBase>(
	findings: readonly F[],
	list: AcceptedList,
): Generator<void, F[]> {
	const told: F[] = [];
	for (const finding of findings) {
		const acceptance = list.acceptance(finding);
		told.push(acceptance ? { ...finding, acceptance } : finding);
		yield;
	}
	return told;
}

/** Findings that are open, and those that are accepted now and counted apart. It yields often. */
export function* parted<F extends FindingBase>(
	findings: readonly F[],
): Generator<void, [open: F[], accepted: F[]]> {
	const open: F[] = [];
	const accepted: F[] = [];
	for (const finding of findings) {
		(finding.acceptance?.ended === false ? accepted : open).push(finding);
		yield;
	}
	return [open, accepted];
}
