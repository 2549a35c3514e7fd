import type { INodeProperties } from 'n8n-workflow';
import type { States } from '../shared/states';
import type { Shape } from './shape';

/** A kind of thing of the API, by which the plain operations on it are made. */
export interface Entity {
	/** "card", as in sentences. */
	noun: string;
	/** "cards" */
	plural: string;
	/** "a card" or "an account" */
	one: string;
	/** Where all of them are: `/cards`; one is at `/cards/{id}`. */
	path: string;
	/** The parameter that holds the id, and what the editor calls it: `cardId`, "Card". */
	idField: string;
	label: string;
	/** The fields to choose one of them, `idField` among them. */
	choose: INodeProperties[];
	shape: Shape;
	/** Absent where nothing depends on a status. */
	states?: States;
}
