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
// Its dark style hangs on a class; which one is wanted is the browser's to say.
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();
