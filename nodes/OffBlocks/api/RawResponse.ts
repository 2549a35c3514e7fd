/** An answer as n8n's request helper gives it with `returnFullResponse`. */
export interface RawResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	/** A stream, or what n8n has read of it. */
	body: unknown;
	/** The connection that it came over, where n8n gives it. */
	socket?: unknown;
	/** When it came (Unix ms). */
	receivedAt?: number;
}
