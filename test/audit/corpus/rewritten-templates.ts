import { type Mutate, type Mutation, add, group } from './mutation';

const include = { Name: 'AWS::Include', Parameters: { Location: 's3://somewhere/template.json' } };

/** Puts something into a section of the template. */
const into =
  (section: 'Mappings' | 'Conditions' | 'Parameters' | 'Resources', name: string, content: unknown): Mutate =>
  (template) => {
    Object.assign(template, { [section]: { ...template[section], [name]: content } });
    return { logicalId: '', path: `${section}.${name}` };
  };

/** Templates that are something else once they are deployed. */
export const REWRITTEN_TEMPLATES: readonly Mutation[] = group('assembly/template-macro', 'acme/Service', {
  'the model of serverless applications': (template) => {
    template.Transform = 'AWS::Serverless-2016-10-31';
    return { logicalId: '', path: 'Transform' };
  },
  'a macro beside the extensions of the language': (template) => {
    template.Transform = ['AWS::LanguageExtensions', { Name: 'AWS::Include' }];
    return { logicalId: '', path: 'Transform' };
  },
  'a macro around the template': (template) => {
    Object.assign(template, { 'Fn::Transform': include });
    return { logicalId: '', path: 'Fn::Transform' };
  },
  'a macro among the mappings': into('Mappings', 'Fn::Transform', include),
  'a macro among the conditions': into('Conditions', 'Fn::Transform', include),
  'a loop over resources': into('Resources', 'Fn::ForEach::Topics', [
    'Name',
    ['a', 'b'],
    { 'Topic${Name}': { Type: 'AWS::SNS::Topic' } },
  ]),
  'a loop over conditions': into('Conditions', 'Fn::ForEach::Sizes', ['Name', ['a'], { 'Is${Name}': {} }]),
  'a module': add('Company::Service::Queue::MODULE', { Size: 1 }, 'Type'),
});
