// Stands for n8n's database of credentials, which n8n-core leaves to n8n. What it does around our
// credential type is what n8n 2.41.1 does in CredentialsHelper: preAuthentication when the session token
// is empty or has expired, the new token stored, authenticate before each send.
import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INodeProperties,
	type Workflow,
} from 'n8n-workflow';
import { dist } from './dist.mts';
import { watchSecrets } from './secrets.mts';

export class TestCredentials extends ICredentialsHelper {
	private readonly type = new dist.OffBlocksApi();

	/** What is stored; `sessionToken` appears here once n8n has logged in. */
	readonly stored: ICredentialDataDecryptedObject;

	/** How often preAuthentication ran. */
	logins = 0;

	workflow?: Workflow;

	constructor(data: ICredentialDataDecryptedObject) {
		super();
		const defaults = Object.fromEntries(this.type.properties.map((p) => [p.name, p.default]));
		this.stored = { ...defaults, ...data } as ICredentialDataDecryptedObject;
	}

	use(workflow: Workflow): void {
		this.workflow = workflow;
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_type: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		if (typeof this.type.authenticate !== 'function')
			throw new Error('authenticate is no function');
		return await this.type.authenticate(credentials, options);
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		_type: string,
		_node: unknown,
		expired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const property = this.type.properties.find((p) => p.typeOptions?.expirable === true);
		if (!property || !this.type.preAuthentication) return undefined;
		if (credentials[property.name] !== '' && !expired) return undefined;
		this.logins += 1;
		const output = await this.type.preAuthentication.call(helpers, credentials);
		if (output[property.name] === undefined) return undefined;
		Object.assign(this.stored, output);
		watchSecrets(this.stored);
		return Object.assign(credentials, output);
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('not used by the engine');
	}

	async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		return structuredClone(this.stored);
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	getCredentialsProperties(): INodeProperties[] {
		return this.type.properties;
	}
}
