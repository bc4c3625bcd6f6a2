"""The story of a reset passcode, as a script for Microsoft Graph tells it: see run.

  story.py PROGRAM        in an empty folder, which it fills

Nothing of the client is changed: it is given an authority, a base address and a certificate to trust, which is what a script
written for Microsoft's own service has to change. It ends with 1, and says where, if anything is not as it should be.
"""
import asyncio, json, os, subprocess, sys, time

PROGRAM = sys.argv[1]
SERVICE = "b8456c59-1230-44c7-a4a2-99b085333e84"
CLIENT = "9115dd05-fad5-4f9c-acc7-305d08b1b04e"
USER = "adele@lab.example"
# The role of administrators, by the id that it has in every directory, and the one who has it from the start.
ADMINISTRATORS = "62e90394-69f5-4237-9190-012177145e10"
FIRST = "admin@lab.example"


def expect(condition, text):
    if not condition:
        raise SystemExit(f"Tests/Graph/run: {text}")


def understudy(*arguments, code=0):
    run = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)
    expect(run.returncode == code, f"understudy {' '.join(arguments)}: {run.returncode}\n{run.stdout}{run.stderr}")
    return run.stdout


class Lab:
    """A lab of the program, for as long as a scope lasts."""

    def __enter__(self):
        self.process = subprocess.Popen(
            [PROGRAM, "lab", "serve", "--port", "0", "--folder", "lab", "--json"], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        expect(line, "the lab did not start")
        for name, value in json.loads(line).items():
            setattr(self, name, value)
        # Where the libraries below look for authorities: requests for the sign-in, httpx for the API.
        os.environ["REQUESTS_CA_BUNDLE"] = os.environ["SSL_CERT_FILE"] = os.path.abspath(self.certificateFile)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=60)


def connect(lab):
    """The client, with the three lines that differ: authority, base address, and no look-up of the authority elsewhere."""
    from azure.identity import ClientSecretCredential
    from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
    from msgraph import GraphRequestAdapter, GraphServiceClient

    with open(lab.clientSecretFile, encoding="utf-8") as file:
        secret = file.read().strip()
    credential = ClientSecretCredential(
        lab.tenant, lab.clientID, secret, authority=lab.url, disable_instance_discovery=True)
    adapter = GraphRequestAdapter(
        AzureIdentityAuthenticationProvider(credential, scopes=["https://graph.microsoft.com/.default"]))
    adapter.base_url = lab.graph
    return GraphServiceClient(request_adapter=adapter), adapter


async def devices(graph, adapter):
    """Lists by hand, by filter, and page by page."""
    from kiota_abstractions.base_request_configuration import RequestConfiguration
    from msgraph.generated.device_management.managed_devices.managed_devices_request_builder import (
        ManagedDevicesRequestBuilder as Builder)
    from msgraph_core.tasks.page_iterator import PageIterator

    found = (await graph.device_management.managed_devices.get()).value
    expect(len(found) == 1 and found[0].user_principal_name == USER, f"one device of {USER} is wanted: {found}")
    query = Builder.ManagedDevicesRequestBuilderGetQueryParameters(
        filter="operatingSystem eq 'WindowsPhone'", select=["id", "deviceName"], orderby=["deviceName"], top=1, count=True)
    page = await graph.device_management.managed_devices.get(RequestConfiguration(query_parameters=query))
    expect(page.odata_count == 1 and page.value[0].id == found[0].id, f"the filter finds the phone: {page}")
    seen = []
    users = await graph.users.get()
    await PageIterator(users, adapter).iterate(lambda user: (seen.append(user.user_principal_name), True)[1])
    expect(USER in seen, f"{USER} is among the users: {seen}")
    return found[0]


async def consent(graph):
    """Both applications, then a look whether both are there."""
    from msgraph.generated.models.service_principal import ServicePrincipal

    for application in [SERVICE, CLIENT]:
        await graph.service_principals.post(ServicePrincipal(app_id=application))
        found = await graph.service_principals_with_app_id(application).get()
        expect(found.account_enabled, f"{found.display_name} is enabled")
    listed = {one.app_id for one in (await graph.service_principals.get()).value}
    expect({SERVICE, CLIENT} <= listed, f"both applications are listed: {listed}")


async def assign(graph, tenant):
    """A profile that enables recovery, for a group with the user in it."""
    from msgraph.generated.device_management.device_configurations.item.assign.assign_post_request_body import (
        AssignPostRequestBody)
    from msgraph.generated.models.device_configuration_assignment import DeviceConfigurationAssignment
    from msgraph.generated.models.group import Group
    from msgraph.generated.models.group_assignment_target import GroupAssignmentTarget
    from msgraph.generated.models.oma_setting_boolean import OmaSettingBoolean
    from msgraph.generated.models.reference_create import ReferenceCreate
    from msgraph.generated.models.windows10_custom_configuration import Windows10CustomConfiguration

    setting = OmaSettingBoolean(
        display_name="EnablePinRecovery", value=True,
        oma_uri=f"./Device/Vendor/MSFT/PassportForWork/{tenant}/Policies/EnablePinRecovery")
    profile = await graph.device_management.device_configurations.post(
        Windows10CustomConfiguration(display_name="PIN recovery", oma_settings=[setting]))
    expect(profile.oma_settings[0].value is True, f"the profile has its setting: {profile}")
    group = await graph.groups.post(
        Group(display_name="Phones", mail_enabled=False, mail_nickname="phones", security_enabled=True))
    user = await graph.users.by_user_id(USER).get()
    base = graph.request_adapter.base_url
    await graph.groups.by_group_id(group.id).members.ref.post(
        ReferenceCreate(odata_id=f"{base}/directoryObjects/{user.id}"))
    members = (await graph.groups.by_group_id(group.id).members.get()).value
    expect([member.id for member in members] == [user.id], f"the user is in the group: {members}")
    item = graph.device_management.device_configurations.by_device_configuration_id(profile.id)
    target = DeviceConfigurationAssignment(target=GroupAssignmentTarget(group_id=group.id))
    assigned = await item.assign.post(AssignPostRequestBody(assignments=[target]))
    expect(assigned.value[0].target.group_id == group.id, f"the profile is assigned: {assigned}")
    return item


async def status(item, device):
    """How the profile stands on the device, in both lists."""
    listed = (await item.device_statuses.get()).value
    expect([str(one.status) for one in listed] == ["ComplianceStatus.Compliant"], f"the profile has come: {listed}")
    states = (await device.device_configuration_states.get()).value
    expect(states[0].setting_states[0].error_code == 0, f"the setting has succeeded: {states}")


def sync(lab):
    """The phone comes by; for a ticket it asks the lab's own PIN reset service."""
    understudy("sync", "--state", "phone", "--pin-reset-service", lab.pinResetService)


async def reset(lab, device):
    """Asks for the reset, has the phone come by, and reads the passcode."""
    await device.reset_passcode.post()
    sync(lab)
    results = (await device.get()).device_action_results
    done = next(one for one in results if one.action_name == "resetPasscode")
    expect(str(done.action_state) == "ActionState.Done" and done.passcode, f"the reset is done: {done}")
    return done.passcode


async def roles(graph):
    """Who administers the directory: one more, one less, and the last one stays."""
    from msgraph.generated.models.o_data_errors.o_data_error import ODataError
    from msgraph.generated.models.reference_create import ReferenceCreate

    base = graph.request_adapter.base_url
    role = await graph.directory_roles_with_role_template_id(ADMINISTRATORS).get()
    members = graph.directory_roles.by_directory_role_id(role.id).members
    # The client has no words for the members of a role that is named so; the service has.
    named = members.with_url(f"{base}/directoryRoles(roleTemplateId='{ADMINISTRATORS}')/members")
    ids = {user.user_principal_name: user.id for user in (await graph.users.get()).value}

    async def administrators():
        found = [{member.id for member in (await place.get()).value} for place in (members, named)]
        expect(found[0] == found[1], f"a role is the same by either id: {found}")
        return found[0]

    expect(await administrators() == {ids[FIRST]}, f"{FIRST} is the administrator: {await administrators()}")
    await members.ref.post(ReferenceCreate(odata_id=f"{base}/directoryObjects/{ids[USER]}"))
    expect(await administrators() == {ids[FIRST], ids[USER]}, f"{USER} is one too: {await administrators()}")
    await members.by_directory_object_id(ids[USER]).ref.delete()
    expect(await administrators() == {ids[FIRST]}, f"{USER} is none any more: {await administrators()}")
    try:
        await members.by_directory_object_id(ids[FIRST]).ref.delete()
        expect(False, "the last administrator stays")
    except ODataError as error:
        expect(error.response_status_code == 400 and "last" in error.error.message, f"the reason is told: {error}")


async def refusals(graph):
    """Errors arrive as the client's own, with a reason."""
    from msgraph.generated.models.o_data_errors.o_data_error import ODataError

    try:
        await graph.device_management.managed_devices.by_managed_device_id("nobody").get()
        expect(False, "a device that is not there is refused")
    except ODataError as error:
        expect(error.response_status_code == 404 and "nobody" in error.error.message, f"the reason is told: {error}")


async def story(lab):
    graph, adapter = connect(lab)
    organization = (await graph.organization.get()).value[0]
    expect(organization.id == lab.tenant, f"the directory id is {lab.tenant}: {organization}")
    phone = await devices(graph, adapter)
    await consent(graph)
    item = await assign(graph, lab.tenant)
    device = graph.device_management.managed_devices.by_managed_device_id(phone.id)
    sync(lab)
    await status(item, device)
    # What recovery needs a phone makes when it is unlocked, and a new one is: nobody has to type its PIN for that.
    passcode = await reset(lab, device)
    await roles(graph)
    await refusals(graph)
    return passcode


def main():
    begun = time.monotonic()
    with Lab() as lab:
        understudy("enroll", lab.discoveryURL, "--user", USER, "--password", "secret", "--ca-file", lab.certificateFile,
                   "--state", "phone")
        passcode = asyncio.run(story(lab))
    with open("passcode", "w", encoding="utf-8") as file:
        file.write(passcode + "\n")
    understudy("unlock", "--pin-file", "passcode", "--state", "phone")
    print(f"Microsoft's client has signed in, consented, assigned, reset, read, and given a role; the passcode opens the phone "
          f"({time.monotonic() - begun:.1f} s).")


main()
