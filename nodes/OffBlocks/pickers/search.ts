import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Picker } from '../shared/picker';
import { allows } from '../shared/states';
import { isUuid } from '../shared/uuid';
import { entriesOf } from './lists';
import { page, type Choice } from './page';

/** The method with which n8n fills the editor's list of a picker. */
export function searchOf(picker: Picker) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		// An expression has no value in the editor, so the list is not narrowed by one.
		const idIn = (field: string) => {
			const id = this.getCurrentNodeParameter(field, { extractValue: true });
			return typeof id === 'string' && isUuid(id.trim()) ? id.trim() : undefined;
		};
		const chosen = (field: string) => String(this.getCurrentNodeParameter(field) ?? '');
		const anew = !filter && !paginationToken;
		const entries = await entriesOf(this, picker, picker.path(idIn), anew);
		const choice = choiceFor(picker, chosen('resource'), chosen('operation'), chosen);
		return page(entries, choice, filter, paginationToken);
	};
}

/** Which things an operation is meant for, and the heading above the others. */
export function choiceFor(
	{ resource: own, states, needs = {}, usual }: Picker,
	resource: string,
	operation: string,
	chosen: (field: string) => string = () => '',
): Choice {
	if (states && resource === own && Object.hasOwn(states.transitions, operation)) {
		return {
			fits: ({ status }) => allows(states, operation, status),
			others: `Cannot be ${states.transitions[operation].done} now`,
		};
	}
	const key = `${resource}/${operation}`;
	const need = Object.hasOwn(needs, key) ? needs[key] : usual;
	if (!need) return { fits: () => true };
	return { fits: (entry) => need.fits(entry, chosen), others: need.others(chosen) };
}
