'use strict';
// Swagger UI over the sandbox's own description. To read, not to send: it cannot sign.
window.SwaggerUIBundle({
	url: '/openapi.yaml',
	dom_id: '#viewer',
	supportedSubmitMethods: [],
	docExpansion: 'list',
	defaultModelsExpandDepth: 0,
	validatorUrl: null,
});
