import axios from 'axios';
import type { Attempt } from '../store/deliveries.mts';

/** Of an answer's body so many characters are kept. */
const KEPT = 2_000;
const LARGEST = 1_000_000;

/** Posts one delivery; never throws. @param timeout milliseconds */
export async function post(
	url: string,
	body: Buffer,
	headers: Record<string, string>,
	timeout: number,
	signal: AbortSignal,
): Promise<Pick<Attempt, 'status' | 'error' | 'answer'>> {
	try {
		const { status, data } = await axios.post<string>(url, body, {
			headers: { ...headers, 'user-agent': 'OffBlocks-Sandbox' },
			maxRedirects: 0,
			proxy: false,
			timeout,
			signal,
			maxContentLength: LARGEST,
			responseType: 'text',
			transformResponse: (text) => text,
			validateStatus: () => true,
		});
		return { status, error: null, answer: String(data ?? '').slice(0, KEPT) };
	} catch (error) {
		const words = axios.isAxiosError(error) ? (error.code ?? error.message) : String(error);
		return { status: null, error: words, answer: '' };
	}
}
