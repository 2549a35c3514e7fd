// The parts of n8n's REST bodies that the demo and the tests read or write.

/** The owner's account. */
export interface Login {
	email: string;
	firstName: string;
	lastName: string;
	password: string;
}

export interface Credential {
	id?: string;
	name: string;
	/** e.g. `offBlocksApi` */
	type: string;
	data: Record<string, unknown>;
}

export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
}

export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	[option: string]: unknown;
}

/** What lies in workflows/*.json. */
export interface WorkflowFile {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
	/** By node name: what it puts out instead of running. */
	pinData?: Record<string, Array<{ json: Record<string, unknown> }>>;
}

/** A workflow in n8n's database. */
export interface Workflow extends WorkflowFile {
	id: string;
	versionId: string;
	active: boolean;
	isArchived: boolean;
}

/** One item that a node put out. */
export interface Item {
	json: Record<string, unknown>;
	pairedItem?: unknown;
	error?: unknown;
}

/** By node name: its runs, each with its outputs or its error. */
export type RunData = Record<
	string,
	{
		data?: { main?: (Item[] | null)[] };
		error?: { message: string; description?: string };
		executionStatus?: string;
	}[]
>;

export interface Execution {
	id: string;
	status: 'new' | 'running' | 'waiting' | 'success' | 'error' | 'crashed' | 'canceled';
	data: {
		resultData: {
			runData: RunData;
			error?: { message: string; description?: string };
			lastNodeExecuted?: string;
		};
	};
}
