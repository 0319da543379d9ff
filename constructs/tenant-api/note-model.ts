import { aws_apigateway as apigateway } from 'aws-cdk-lib';

/** What a caller writes to the sample service; the service checks the same, with better words, for what passes here. */
export function noteModel(api: apigateway.RestApi): apigateway.Model {
  return api.addModel('NoteModel', {
    contentType: 'application/json',
    description: 'The content of a note',
    schema: {
      schema: apigateway.JsonSchemaVersion.DRAFT4,
      type: apigateway.JsonSchemaType.OBJECT,
      required: ['title', 'body'],
      additionalProperties: false,
      properties: {
        title: { type: apigateway.JsonSchemaType.STRING, minLength: 1, maxLength: 200 },
        body: { type: apigateway.JsonSchemaType.STRING, maxLength: 10_000 },
      },
    },
  });
}
