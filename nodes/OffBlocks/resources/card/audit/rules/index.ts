import type { Rule } from '../types';
import { badData } from './badData';
import { blocked } from './blocked';
import { expiredButActive } from './expiredButActive';
import { expiresSoon } from './expiresSoon';
import { issueFailed } from './issueFailed';
import { longInactive } from './longInactive';
import { recentlyTerminated } from './recentlyTerminated';
import { sharedName } from './sharedName';
import { stuckIssuing } from './stuckIssuing';
import { suspended } from './suspended';
import { tooManyLive } from './tooManyLive';

export { countryNotAllowed } from './countryNotAllowed';
export { ownRule } from './ownRule';

/** The rules that need nothing but a threshold, by title. */
export const standardRules: readonly Rule[] = [
	blocked,
	expiredButActive,
	expiresSoon,
	longInactive,
	issueFailed,
	badData,
	sharedName,
	recentlyTerminated,
	stuckIssuing,
	suspended,
	tooManyLive,
];
