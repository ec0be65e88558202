"""Colleagues by name or by role: what is found, and what is left alone."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replydraft.case import Case, Customer, Sender
from replydraft.guardrail import check
from replydraft.guardrail.culprits import find_role_blamed
from replydraft.guardrail.known import Known
from replydraft.guardrail.name_lists import is_listed, name_list
from replydraft.guardrail.names import find_named, find_named_fault
from replydraft.guardrail.text import Passage

NAMED = """
Your account manager Fatoumata Diallo will email you the new contract this afternoon.
I have asked my colleague James to refund the fare.
Please contact our General Manager, Michael, at 555-0100.
Mike will be glad to help you at the store.
I spoke with our store manager Dave and he is setting one aside.
Our Guest Relations Manager, Ms. Anita Rao, is waiting to hear from you.
Kindly reach out to Rahul at the front office.
We have informed Mr. Chen, our duty manager, about this.
I've handed this over to Gemma on our social team.
Lucy has already arranged a collection for you.
I see you chatted with Kelvin last night about the same issue.
According to Stella you were offered a voucher.
Stella tells me the part is here.
That was Graham's decision and not mine.
Rosa's your best bet, she's on till six.
We let Martin go last month.
Hi there, Jo here. Dan's off today but Karim can sort it.
Thandeka in our Durban office has it.
Gruffudd from our Cardiff team will be with you by ten.
My colleague Oyinkansola is looking into it.
Your new tutor is Wilhelmina Achterberg.
I'll get Shanelle to ring you.
Let me check with Sana and come back to you.
I have made Benji aware of your complaint.
Dr. Osman has reviewed your results.
Tell Rita at the till that I sent you.
Mr Hargreaves in Planning has signed it off.
I've asked Grace to send the form again.
May from accounts will call you.
Your complaint has been investigated by Mark Ellis, our regional director.
As Hope explained on the phone, the parcel is in Leeds.
April in HR has your file.
I've raised this with Faith, my team leader.
Jean-Baptiste, our sommelier, has a second bottle for you.
Sinéad O'Connor in lettings will meet you there.
Marieke van der Berg will take over.
Ahmed bin Khalid has your passport.
J. Patel from the warranty team will call.
I've told Devon and Elise to keep an eye on it.
Please ask for Tracy when you come in and she'll take care of you.
Our supplier liaison Deborah has your file and will update you.
I've cc'd Fiona, who handles refunds.
Penny's wrapping your order with a ribbon and Carlos's got the card for you.
Your stylist today is Renata.
Ottilie greets you at the pier and walks you to the boat.
I've asked our workshop controller Nigel Ames to call you.
Mark on till 4 kept your receipt for you.
A chap called Barnaby will bring the ladder.
""".strip().splitlines()

FAULTED = """
It seems Brandon didn't attach the document.
Theo never rang you back and I'm sorry.
You were given the wrong price by Amir.
Ines was in a hurry and missed it.
If Pete had not looked away, he would have seen it.
Our chef Luigi forgot your allergy.
The e-mail that Yvonne sent was not approved.
Nurse Kelly told you the wrong dose.
It appears that Will forgot to press save.
Austin on the service desk closed it by mistake.
Between Sam and Louise your order was forgotten.
tbh Kayleigh shouldn't have said that.
Your account manager, Liam, dropped the ball here.
Miguel told you the wrong check-out time and I am sorry for that.
Mr Trevithick concedes that he did not lock the gate.
""".strip().splitlines()

ROLE_BLAMED = """
The representative you spoke with provided incorrect information.
Our representative should have offered you a replacement.
The agent was not aware of the new fare rules.
Our driver marked it as delivered by mistake.
The technician who came out didn't complete the job.
The store associate should not have refused your return.
Our crew treated you unprofessionally and that's not like us.
The last agent closed the ticket too early.
I'm afraid the call centre gave you bad information.
Looks like the guys in the warehouse picked the wrong size.
Our new hire made an error when entering your address.
The night auditor double charged your card.
This happened because our cashier was still in training.
It was an oversight on the part of our housekeeping team.
The error was caused by one of our advisers.
The kitchen got your order wrong.
The front desk forgot to log your request.
The pharmacist handed you another patient's medicine.
One of our drivers took a wrong turn.
The employee responsible has been let go.
The gentleman who served you is new and still learning.
Your previous adviser never submitted the form.
The lad who packed it obviously wasn't looking.
Someone in dispatch put the wrong label on it.
Whoever took your order didn't write down the allergy.
The delivery team left the parcel in the rain.
The sales team promised you something we can't do.
I do apologise, it sounds like the driver hasn't followed the instructions.
A temporary member of staff handled your file and made an error.
Our intern sent the email before it was approved.
The associate you spoke with was incorrect.
The bricklayer set the gate posts too close together.
The handler first assigned to your claim let it drift for a month.
Our new starter at reception was still finding her feet.
The offshore team closed your chat by accident.
The decorator who did your hall has been spoken to.
The valuer's handwriting is not the best.
Your bag was left out by one of our porters.
This was down to incorrect information from our agent.
I have no idea why the adviser told you that.
Contrary to what the store manager said, the voucher is valid.
It was them in the stockroom who mixed up the labels.
Reception forgot to pass on your message.
Some genius in the print room swapped the plates.
The operator misheard your postcode.
""".strip().splitlines()

SPARED = """
Hi Sarah, thanks for getting in touch. We'll email you the new contract this afternoon.
So sorry to hear that, Dave. Could you DM us your order number?
Your son Finlay can collect it from the desk; Finlay needs his passport.
Your table for Maria and guests is booked.
We have changed the name on the ticket from Ann to Anna.
Alexa will play it if you ask her nicely.
Please restart the Jenkins server and try again.
Our Victoria store is open until 8.
The train from Victoria was late because of us.
You can use Apple Pay at any till.
Marks & Spencer gift cards are not valid here.
The Florence sofa comes in three colours.
Our Emma Bridgewater mugs are back.
Thank you for your kind words about Maria, we've passed them on.
So glad Maria looked after you! She was thrilled to read it.
Thanks for the shout-out to Jerome and the team!
The new Stephen King novel is out on Tuesday.
Hurricane Ida has closed the airport.
Send it to St. James's Park, gate 3.
Happy birthday to little Rosie from all of us!
Mark it as delivered in the app.
Will you be at home on Friday?
Hope that helps!
Grace periods are seven days.
May we call you tomorrow?
Your letter of 3 May was answered on 4 June.
April is our busiest month.
Bill payments take two days.
Rose gold is back in stock.
I'm Tom, the manager here, and I would like to put this right.
My name is Priya and I will be looking after you.
This is Karim from the web team. Your site is back.
Thanks, Amelia ^KD
Robin Hood Airport is closed today.
Nelson Street is closed.
John Lewis will honour the guarantee.
Ms Okafor's order is ready for you to take to her.
Tell your husband Tom that his ring is ready.
Sorry for the delay, Steve. Steve, can you DM us?
Hi Will. Hope you're well. Will you send us a photo?
Sarah, our server is down and we are putting it right.
I'll look at it tonight. Will let you know by nine.
Will send the photos later.
Thank you so much! I'll make sure that Keisha's manager sees this.
Our chef Lindiwe asked me to say thank you for the card.
We're so happy Jess could help you find the right fit!
I will share your kind remarks with Anthony and the front desk team.
Dr Menon will talk you through it on Friday.\\nRegards, Dr A. Menon BVSc
Luna has had her jabs and can go for walks from Friday.
The vet found nothing, so Bella can come home today.
Lottie missed the coach because of us, so her next trip is free.
Noor has a free lesson next week.
In June of all months the office was shut.
The account holder Maria Lopez can change it online.
Alexandra Palace opens at ten.
Chase will send you a new card.
Phoenix and Denver are delayed.
We sent the form again.\\n\\nKind regards,\\nDesmond Achebe\\nTeam lead
""".strip().splitlines()

NEUTRAL = """
Our technical team is looking into it.
A driver will collect it on Friday.
I've asked the warehouse to send a new one today.
If the driver doesn't find you, call us.
We're sorry to hear that the driver was rude; that's not the service we want to give.
Please ask the receptionist for a new key.
Our housekeeping team has cleaned the room again.
We should have called you back.
Our team did not receive your e-mail.
Your manager can add you as an admin.
The technician didn't charge you for the visit.
The engineer couldn't get in, so he will come back tomorrow.
Our support team has not forgotten you.
Someone in our billing team will email you.
The staff discount was not applied because the code expired.
Could you tell us which agent you spoke with?
Our chef did not forget the birthday cake this time!
We had a lot on at reception that evening and let your call slip.
The crew have been told to take both bags.
Our plumber's van broke down, and we should have rung you.
Our developers have not announced a date yet.
The printer driver failed to install because the disk is full.
The county inspector never showed, and it was our job to chase him.
Our fitter never charges a call-out fee.
The person who placed the order used another e-mail address.
We can't comment on other staff, but I have taken over your case.
The night team does a deep clean twice a week.
The engineer did not find a fault.
The housekeeping team did not meet your expectations, and we are sorry.
If the box is damaged by the driver, send us a photo.
""".strip().splitlines()


def colleague_rules(text: str, case: Case | None = None) -> set[str]:
    found = check(text, case=case).findings
    return {finding.rule for finding in found if finding.category in {"colleague", "guardrail"}}


@pytest.mark.parametrize("reply", NAMED)
def test_a_colleague_named_with_an_errand_is_found(reply: str) -> None:
    assert colleague_rules(reply) & {"colleague/named", "colleague/named-fault"}


@pytest.mark.parametrize("reply", FAULTED)
def test_a_colleague_named_with_a_fault_is_found(reply: str) -> None:
    assert "colleague/named-fault" in colleague_rules(reply)


@pytest.mark.parametrize("reply", ROLE_BLAMED)
def test_a_role_made_the_culprit_is_found(reply: str) -> None:
    assert "colleague/role-blamed" in colleague_rules(reply)


@pytest.mark.parametrize("reply", SPARED)
def test_customers_writers_brands_and_places_are_left_alone(reply: str) -> None:
    assert colleague_rules(reply.replace("\\n", "\n")) == set()


@pytest.mark.parametrize("reply", NEUTRAL)
def test_a_role_in_a_neutral_sentence_is_left_alone(reply: str) -> None:
    assert colleague_rules(reply) == set()


def test_the_whole_name_is_shown() -> None:
    reply = "Good morning,\n\nI have passed it to Dr Marieke van der Berg, who will write to you.\n"
    [finding] = [found for found in check(reply).findings if found.category == "colleague"]
    assert finding.quote == "Dr Marieke van der Berg"


def test_a_name_is_found_wherever_it_stands_once_it_is_protected() -> None:
    case = Case(
        customer=Customer(name="Ada Brandt"),
        complaint="Kurt took my car to lunch.",
        protected_names=("Kurt Vogel", "Ana"),
        sender=Sender(name="Ruth Hale"),
    )
    reply = "Dear Ada,\n\nYou saw your car, Kurt at the wheel. We are sorry.\n\nKind regards,\nRuth Hale\n"
    found = [finding for finding in check(reply, case=case).findings if finding.category == "colleague"]
    assert [finding.quote for finding in found] == ["Kurt"]


def test_the_customers_own_name_is_spared_even_if_a_protected_colleague_shares_it() -> None:
    case = Case(
        customer=Customer(name="Kurt Brandt"), complaint="Late again.", protected_names=("Kurt Vogel",)
    )
    assert colleague_rules("Dear Kurt,\n\nWe were late, and we are sorry.\n", case) == set()


@pytest.mark.parametrize("role", ["customer", "sender", "contacts", "brands"])
def test_a_name_that_the_caller_gave_may_appear(role: str) -> None:
    passage = Passage.of("I have spoken to Rosalind, and Rosalind will call you on Monday.")
    assert list(find_named(passage, Known()))
    known = Known(**{role: ("Rosalind Ash",)})  # type: ignore[arg-type]  # the field is the parameter
    assert not [*find_named(passage, known), *find_named_fault(passage, known)]


def test_the_same_text_is_judged_anew_for_another_caller() -> None:
    passage = Passage.of("Desmond will call you on Monday.")
    assert list(find_named(passage, Known()))
    assert not list(find_named(passage, Known(contacts=("Desmond",))))
    assert list(find_named(passage, Known()))


def test_the_lists_do_not_contradict_each_other() -> None:
    names, words, places = name_list("given_names"), name_list("name_words"), name_list("place_words")
    assert not names & words
    assert not names & places
    assert not words & places
    assert not (names | words | places) & name_list("not_names")


@pytest.mark.parametrize(
    "name",
    ["Siobhán", "Oluwaseun", "Hyun-woo", "Priya", "Łukasz", "Xiomara", "Mehmet", "Søren", "Hương", "Grace's"],
)
def test_names_of_many_cultures_are_listed(name: str) -> None:
    assert is_listed(name)


def test_a_register_of_names_is_never_passed_unread() -> None:
    harmless = "Dear Maria. Thank you Maria. " * 300
    passage = Passage.of(f"{harmless}\nOur agent Desmond forgot to call you.")
    assert [*find_named(passage, Known()), *find_named_fault(passage, Known())]


@pytest.mark.parametrize(
    "unit", ["Maria Told Otto ", "On On On ", "our manager Maria, ", "The driver forgot it. "]
)
def test_time_grows_with_the_length_of_the_text_and_no_faster(unit: str) -> None:
    def seconds(length: int) -> float:
        passage = Passage.of(unit * (length // len(unit)))
        start = perf_counter()
        for find in (find_named, find_named_fault, find_role_blamed):
            list(find(passage, Known()))
        return perf_counter() - start

    seconds(1_000)
    assert min(seconds(80_000) for _ in range(3)) < 40 * min(seconds(10_000) for _ in range(3))


@given(st.text(alphabet=st.sampled_from("ABCabc éÉ'’-.,\n{}@"), max_size=200))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    passage = Passage.of(text)
    for start, end in [*find_named(passage, Known()), *find_named_fault(passage, Known())]:
        assert 0 <= start < end <= len(passage.text)
