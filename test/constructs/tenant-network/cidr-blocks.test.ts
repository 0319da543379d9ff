import { cidrProblem, quarters } from '../../../constructs/tenant-network/cidr-blocks';

describe('quarters', () => {
  test.each([
    ['10.0.0.0/16', ['10.0.0.0/18', '10.0.64.0/18', '10.0.128.0/18', '10.0.192.0/18']],
    ['10.20.16.0/20', ['10.20.16.0/22', '10.20.20.0/22', '10.20.24.0/22', '10.20.28.0/22']],
    ['192.168.255.0/24', ['192.168.255.0/26', '192.168.255.64/26', '192.168.255.128/26', '192.168.255.192/26']],
  ])('cuts %s into four blocks', (cidr, blocks) => {
    expect(quarters(cidr)).toEqual(blocks);
  });
});

describe('cidrProblem', () => {
  test.each(['10.0.0.0/16', '172.31.240.0/20', '192.168.255.0/24'])('accepts %s', (cidr) => {
    expect(cidrProblem(cidr)).toBeUndefined();
  });

  test.each([
    ['10.0.0.0', 'cidr must be an IPv4 block such as "10.0.0.0/20", got "10.0.0.0"'],
    ['10.0.0.0/20 ', 'cidr must be an IPv4 block such as "10.0.0.0/20", got "10.0.0.0/20 "'],
    ['10.0.0.0/20\n', 'cidr must be an IPv4 block such as "10.0.0.0/20", got "10.0.0.0/20\n"'],
    ['010.0.0.0/20', 'cidr must be an IPv4 block such as "10.0.0.0/20", got "010.0.0.0/20"'],
    ['10.256.0.0/20', 'cidr must be an IPv4 block such as "10.0.0.0/20", got "10.256.0.0/20"'],
    ['fd00::/20', 'cidr must be an IPv4 block such as "10.0.0.0/20", got "fd00::/20"'],
    ['10.0.0.0/15', 'cidr must be /16 to /24, got "10.0.0.0/15"'],
    ['10.0.0.0/25', 'cidr must be /16 to /24, got "10.0.0.0/25"'],
    ['10.0.9.0/20', 'cidr must start its block, "10.0.0.0/20", got "10.0.9.0/20"'],
    ['192.168.255.1/24', 'cidr must start its block, "192.168.255.0/24", got "192.168.255.1/24"'],
  ])('refuses %j', (cidr, problem) => {
    expect(cidrProblem(cidr)).toBe(problem);
  });
});
