// The interface described by itself: nothing is asked of any other server.
SwaggerUIBundle({
  url: new URL("../v1/openapi.json" + window.location.search, window.location.href).href,
  dom_id: "#interface",
  validatorUrl: null,
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
});
