import assert from "node:assert/strict";
import { amiReleases } from "./amis.ts";
import { addonNames, addonVersion } from "./eks-addons.ts";
import { eksRegistry } from "./eks-registries.ts";
import { eksVersions, kubernetesVersions } from "./eks-versions.ts";

// Proves that a version cannot be added by halves: a control plane without matching nodes or add-ons never comes up.
describe("the pins of EKS", () => {
  for (const version of kubernetesVersions) {
    it(`of ${version} give every add-on a version, and kube-proxy that of the control plane`, () => {
      for (const name of addonNames)
        assert.match(addonVersion(name, version), /^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
      assert.ok(addonVersion("kube-proxy", version).startsWith(`v${version}.`));
    });

    it(`of ${version} name one machine image release in both spellings`, () => {
      const { release, alias } = amiReleases.al2023[version];
      assert.ok(release?.startsWith(`${version}.`));
      assert.equal(alias, `al2023@v${release?.split("-")[1]}`);
      assert.doesNotMatch(amiReleases.bottlerocket[version].alias, /latest/);
    });

    it(`of ${version} say how long it is supported`, () => {
      const { standardSupportEnds, extendedSupportEnds } = eksVersions[version];
      assert.ok(Date.parse(standardSupportEnds) < Date.parse(extendedSupportEnds));
    });
  }
});

// Proves that a region with a registry of its own is not taken for one of those that share an account.
describe("the registry of EKS", () => {
  it("is that of the region", () => {
    assert.equal(eksRegistry("us-east-1"), "602401143452.dkr.ecr.us-east-1.amazonaws.com");
    assert.equal(eksRegistry("ap-east-1"), "800184023465.dkr.ecr.ap-east-1.amazonaws.com");
    assert.equal(eksRegistry("cn-north-1"), "918309763551.dkr.ecr.cn-north-1.amazonaws.com.cn");
  });
});
