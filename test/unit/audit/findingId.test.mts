import { v5 } from 'uuid';
import { findingId } from '../../../nodes/OffBlocks/resources/card/audit/findingId';

const NAMESPACE = '0b9d6c63-6d0e-5f0a-9a55-0c1f2b1f7a4d';

it('is the UUID v5 that the library makes', () => {
	for (let n = 0; n < 500; n += 1) {
		const name = `own:Grün ${n}`;
		expect(findingId(name, `card ${n}`, '10/2028')).toBe(
			v5(`${name}\ncard ${n}\n10/2028`, NAMESPACE),
		);
	}
});

it('never changes: alerts that were sent go by it', () => {
	expect(
		findingId('suspended', 'd0000000-0000-4000-8000-000000000801', '2025-06-02T14:05:26Z'),
	).toBe('cd037147-5fa1-5a21-b94a-b8e0d9dac6b2');
});
