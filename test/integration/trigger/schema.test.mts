// What the editor is told of the trigger's output: it must name what every kind of event really gives.
import type { IDataObject } from 'n8n-workflow';
import { dist } from '../../support/dist.mts';
import { entityOf, eventOf } from '../../support/events.mts';
import { readOperations } from '../../support/openapi.mts';
import { lacking, schemaOf, unnamed } from '../../support/outputSchema.mts';
import { useTriggers } from '../../support/triggers.mts';
import { hasVendorFile, VENDOR_FILE } from '../../support/vendorMock.mts';

const KINDS = ['account', 'authorisation', 'card', 'customer', 'transaction'];
const { version } = new dist.OffBlocksTrigger().description;
const schema = schemaOf(`v${Math.max(...[version].flat())}.0.0`);
const partOf = (name: string) => schema.properties![name];

/** What only some have: an account that is on its chain, an address with more lines. */
const MAY_LACK = ['chainId', 'secondLine', 'state'];

const triggers = useTriggers();

it.each(KINDS)('names all of what an event about a %s gives', async (kind) => {
	const type = `${kind}.updated`;
	const { n8n, url } = await triggers.active({ parameters: { events: [type] } });
	const event = await eventOf(triggers.api, type);
	expect((await n8n.deliver(url, event)).status).toBe(200);
	const [item] = n8n.executions;
	expect(item[kind]).toEqual(entityOf(event));
	expect(unnamed(item, schema)).toEqual([]);
	expect(lacking(item, schema).sort()).toEqual(KINDS.filter((name) => name !== kind));
	const missing = lacking(item[kind] as IDataObject, partOf(kind));
	expect(missing.filter((field) => !MAY_LACK.includes(field))).toEqual([]);
});

(hasVendorFile() ? it : it.skip)('names what the vendor says that events hold', () => {
	const [delivery] = readOperations(VENDOR_FILE).get('PUT /webhooks')!.callbacks;
	const events = delivery.body!.schema.oneOf!;
	const fieldsOf = (properties: object = {}) =>
		Object.keys(properties)
			.filter((field) => field !== 'eventId' && field !== 'webhookType')
			.sort()
			.join();
	expect(events.map(({ properties }) => fieldsOf(properties)).sort()).toEqual(
		KINDS.map((kind) => fieldsOf(partOf(kind).properties)).sort(),
	);
	const all = events.flatMap(({ properties }) => fieldsOf(properties).split(','));
	expect(fieldsOf(partOf('latest').properties)).toBe([...new Set(all)].sort().join());
});
