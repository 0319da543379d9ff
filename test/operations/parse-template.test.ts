import { parseTemplate } from '../../lib/operations/parse-template';

describe('a template', () => {
  test('is read in JSON, and in YAML as the CDK writes it', () => {
    const template = { Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 5 } } } };
    const yaml = 'Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: 5\n';

    expect([JSON.stringify(template), yaml].map(parseTemplate)).toEqual([template, template]);
  });

  test('is read with a date for what it is written as', () => {
    expect(parseTemplate('AWSTemplateFormatVersion: 2010-09-09')).toEqual({ AWSTemplateFormatVersion: '2010-09-09' });
  });

  test.each<[string, unknown]>([
    ['!Ref Key', { Ref: 'Key' }],
    ['!Condition IsLarge', { Condition: 'IsLarge' }],
    ['!GetAtt Nested.Outputs.Key', { 'Fn::GetAtt': ['Nested', 'Outputs.Key'] }],
    ['!GetAtt [Key, Arn]', { 'Fn::GetAtt': ['Key', 'Arn'] }],
    ['!Sub "${Name}-queue"', { 'Fn::Sub': '${Name}-queue' }],
    [
      '!If [IsLarge, !Ref Large, !FindInMap [Map, a, b]]',
      {
        'Fn::If': ['IsLarge', { Ref: 'Large' }, { 'Fn::FindInMap': ['Map', 'a', 'b'] }],
      },
    ],
    [
      '!Transform { Name: Include, Parameters: { Location: !Ref Place } }',
      {
        'Fn::Transform': { Name: 'Include', Parameters: { Location: { Ref: 'Place' } } },
      },
    ],
  ])('is read with the short form %s', (yaml, value) => {
    expect(parseTemplate(`Value: ${yaml}`)).toEqual({ Value: value });
  });

  test.each([['text'], ['a: b: c'], ['Value: !Unknown text'], ['"text"'], ['[]'], ['']])(
    'is not read from %j',
    (body) => {
      expect(parseTemplate(body)).toBeUndefined();
    },
  );
});
