/**
 * Properties that hold words for people, whatever they name. Names that a resource gives itself are words too: they reach nowhere.
 *
 * `DashboardBody` is not among them: its account ids and regions choose what is shown; its titles are.
 */
const FREE =
  /^(.*description|displayname|comments?|notes?|tags?|tagset|tagspecifications|userpooltags|labels?|title|markdown|sid|.*message|.*subject|documentation|purpose|reason|.*smsmessage|emailbody|help)$/i;

/** Names a resource gives itself. */
const OWN_NAMES =
  /^(name|bucketname|functionname|rolename|policyname|managedpolicyname|username|groupname|tablename|queuename|topicname|streamname|loggroupname|aliasname|alarmname|dashboardname|restapiname|trailname|statemachinename|rulename|keyname|clustername|repositoryname|dbname|databasename|dbinstanceidentifier|dbclusteridentifier|userpoolname|clientname|stagename|layername|budgetname|backupvaultname|backupplanname|domainprefix|secretname|parametername)$/i;

/** Whether what a leaf holds is for people, and reaches nowhere. */
export function isFreeText(properties: readonly string[]): boolean {
  // What a program finds in its environment, it acts on, whatever the variable is called.
  if (properties.some((property) => /^environment(variables)?$/i.test(property))) return false;
  return properties.some((property) => FREE.test(property));
}

/** Whether a leaf says what is looked for, in events, findings or logs, and sets nothing. */
export function isSearchedFor(properties: readonly string[]): boolean {
  return properties.some((property) => /(pattern|filters?|filtercriteria|criteria|inputparameters)$/i.test(property));
}

/** Whether a leaf is a name that its resource gives itself: a region in it is part of a name. */
export function isOwnName(properties: readonly string[]): boolean {
  return properties.length === 1 && OWN_NAMES.test(properties[0] ?? '');
}

/** Parts of policies that say who may come in, and on which condition: the rules on reaching in judge them. */
export function isAboutCallers(properties: readonly string[]): boolean {
  const statement = properties.findIndex((property) => /^statement$/i.test(property));
  if (statement === -1) return /^(Not)?Principals?$/i.test(properties[0] ?? '') && properties.length <= 2;
  const [element = '', operator = '', key = ''] = properties.slice(statement + 1);
  // Whose the resource is, is about where a statement reaches.
  const isAboutResources = /^\w+:resourceaccount$/i.test(key) && !/not/i.test(operator);
  return /^(not)?principal$/i.test(element) || (/^condition$/i.test(element) && !isAboutResources);
}
