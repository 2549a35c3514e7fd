// What the nodes themselves do, so that the doctor judges the code that people run. Bundled by `loadSource`.
export {
	createContentDigest,
	createSignatureBase,
	parsePrivateKey,
	parseVerificationKey,
} from '../nodes/OffBlocks/signing/index.ts';
export { OffBlocksApi } from '../credentials/OffBlocksApi.credentials.ts';
export { BASE_URLS, resolveBaseUrl } from '../credentials/request/baseUrl.ts';
