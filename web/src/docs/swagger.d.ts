/** The part of Swagger UI that the package brings no types for. */
declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  const SwaggerUI: (options: object) => { preauthorizeApiKey(scheme: string, value: string): void };
  export default SwaggerUI;
}
