import { networkNotAllowed } from '../../../nodes/OffBlocks/resources/account/audit/rules';
import { holder, inProgramme } from '../../support/programmeScene.mts';

const rule = (networks: string[], bins: string[]) =>
	networkNotAllowed({ networks: new Set(networks), bins: new Set(bins) });
const visa = holder({ card: { network: 'visa', maskedPan: '411111******1111' } });
const messagesOf = (...given: Parameters<typeof inProgramme>) =>
	inProgramme(...given).map(({ message }) => message);

it('finds another network, another BIN, or both', () => {
	expect(messagesOf(rule(['mastercard'], []), [visa])).toEqual(['visa is not allowed']);
	expect(messagesOf(rule([], ['530518', '52']), [visa])).toEqual(['BIN 411111 is not allowed']);
	expect(messagesOf(rule(['mastercard'], ['53']), [visa])).toEqual([
		'visa and BIN 411111 are not allowed',
	]);
	expect(messagesOf(rule(['visa'], ['53', '4111']), [visa])).toEqual([]);
});

it('does not mind a card without network and number, or one that has ended', () => {
	const issuing = holder({ card: { status: 'issuing', network: undefined, maskedPan: undefined } });
	const ended = holder({ card: { status: 'blocked', network: 'visa' } });
	expect(messagesOf(rule(['mastercard'], ['53']), [issuing, ended])).toEqual([]);
});
