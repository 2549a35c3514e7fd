// The Chromium that test files share; each opens a context of its own in it.
import { serveBrowser } from '../../../demo/browser.mts';
import { share } from './program.mts';
import type { SharedChromium } from './share.mts';

await share(async (): Promise<SharedChromium> => ({ endpoint: await serveBrowser() }));
